/*
 * <standpoint-map>: a day of protest on any page. It inserts a frame and nothing else. /embed.js says STANDPOINT before:
 *   {site, languages: [code, ...], parameters: [name, ...], sandbox, height}.
 *
 *   <standpoint-map day="CAMPAIGN/DAY" country="DE" lang="de"><a href="https://...">Protests in Germany</a></standpoint-map>
 *
 * All filters are attributes. Without `height` (pixels) the frame is as high as what is in it.
 */
(() => {
  const { site, languages, parameters, sandbox, height: usual } = STANDPOINT;
  const [LEAST, MOST] = [100, 5000]; // pixels that a frame may ask for
  const DAY = /^[-\w]+\/[-\w]+$/;

  class StandpointMap extends HTMLElement {
    static observedAttributes = ["day", "lang", "height", "title", ...parameters];
    #frame = document.createElement("iframe");
    #waiting = false;

    connectedCallback() {
      addEventListener("message", this);
      this.#draw();
    }

    disconnectedCallback() {
      removeEventListener("message", this);
    }

    attributeChangedCallback() {
      if (!this.isConnected || this.#waiting) return;
      this.#waiting = true; // several change at once, one frame is drawn
      queueMicrotask(() => { this.#waiting = false; this.#draw(); });
    }

    /** The frame says how high it would like to be. Others may say what they want. */
    handleEvent({ source, origin, data }) {
      const height = data?.standpoint?.height;
      const isOurs = source === this.#frame.contentWindow && (origin === "null" || origin === site);
      if (isOurs && !this.#height && Number.isInteger(height) && height >= LEAST && height <= MOST) this.#frame.height = height;
    }

    get #height() {
      return Number.parseInt(this.getAttribute("height"), 10) || 0;
    }

    get #address() {
      const lang = (this.getAttribute("lang") ?? "").toLowerCase();
      const query = new URLSearchParams(this.#height ? {} : { height: "fit" });
      for (const name of parameters) if (this.getAttribute(name)) query.set(name, this.getAttribute(name));
      return `${site}/${languages.includes(lang) ? `${lang}/` : ""}${this.getAttribute("day")}/embed/${query.size ? `?${query}` : ""}`;
    }

    #draw() {
      if (!DAY.test(this.getAttribute("day") ?? "")) return; // what is written in it stays
      const frame = this.#frame;
      if (!this.shadowRoot) this.attachShadow({ mode: "open" }).append(frame);
      this.style.display ||= "block";
      frame.setAttribute("sandbox", sandbox);
      Object.assign(frame, { loading: "lazy", referrerPolicy: "no-referrer", width: "100%", height: this.#height || usual, frameBorder: "0" });
      frame.title = this.title || this.textContent.trim() || "Standpoint";
      frame.style.display = "block";
      if (frame.src !== this.#address) frame.src = this.#address;
    }
  }

  if (!customElements.get("standpoint-map")) customElements.define("standpoint-map", StandpointMap);
})();

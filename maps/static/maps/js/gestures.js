/** One finger moves the page, two move the map: said once, to who tries with one. */

const SAID_FOR = 2500; // ms

/**
 * @param {HTMLElement} map
 * @param {HTMLElement} sentence shown while it has the class `is-said`
 */
export function sayTwoFingers(map, sentence) {
  const heard = new AbortController();
  map.addEventListener("touchmove", ({ touches }) => {
    heard.abort();
    if (touches.length > 1) return;
    sentence.classList.add("is-said");
    setTimeout(() => sentence.classList.remove("is-said"), SAID_FOR);
  }, { passive: true, signal: heard.signal });
}

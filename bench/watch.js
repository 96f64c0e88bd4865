/* In the page from its first moment on. Moments are milliseconds since the visitor asked for it. */
{
  const found = { row: null, drawn: 0 };
  const nextFrame = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
  const resources = () => performance.getEntriesByType("resource");
  const theModule = (name) => import(resources().find(({ name: url }) => new RegExp(`/${name}\\.[0-9a-f]+\\.js`).test(url)).name);

  // What is laid out in one frame can be read in the next.
  function awaitRow() {
    if (document.querySelector("#list .row")?.getClientRects().length) nextFrame(() => { found.row = performance.now(); });
    else requestAnimationFrame(awaitRow);
  }
  requestAnimationFrame(awaitRow);
  new MutationObserver((changes) => {
    if (changes.some(({ target }) => target.matches?.(".leaflet-marker-pane"))) nextFrame(() => { found.drawn = performance.now(); });
  }).observe(document, { childList: true, subtree: true });

  globalThis.bench = {
    rowReadable: () => Math.max(found.row, performance.getEntriesByName("first-contentful-paint")[0].startTime),
    /** From the last byte of the pins to their picture; nothing before. */
    drawn() {
      const pins = resources().find(({ name }) => name.includes("/pins.json"));
      return pins && found.drawn > pins.responseEnd ? found.drawn - pins.responseEnd : null;
    },
    /** How long the distances and the order of all pins take. */
    async nearest(here) {
      const [{ loadPins }, { byDistance }] = await Promise.all(["columns", "near"].map(theModule));
      const pins = await loadPins(document.querySelector("[data-map]").dataset.pins);
      const began = performance.now();
      byDistance(pins, here);
      return performance.now() - began;
    },
  };
}

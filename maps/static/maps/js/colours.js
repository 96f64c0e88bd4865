/** The colours of the page, for what is drawn and not styled. */

/**
 * @param {string} name of a custom property
 * @returns {string}
 */
export function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** @param {() => void} repaint called when the page turns dark or light */
export function onSchemeChange(repaint) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  document.documentElement.addEventListener("schemechange", repaint);
}

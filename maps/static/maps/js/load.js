/** Files that only some pages come to need, fetched when they do. All are our own. */

/** @param {string} src of a script */
export function runScript(src) {
  return added(Object.assign(document.createElement("script"), { src }));
}

/** @param {string} href of a style sheet */
export function applyStyle(href) {
  return added(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
}

/**
 * Before all others: of two style sheets the page's own has the last word.
 * @param {HTMLElement} element
 */
function added(element) {
  return new Promise((resolve, reject) => {
    Object.assign(element, { onload: resolve, onerror: reject });
    document.head.prepend(element);
  });
}

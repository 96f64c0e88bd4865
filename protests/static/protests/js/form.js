/** Forms of GET. */

/**
 * The address that a form of GET leads to, as short as our links: what is empty is left out, lists have commas.
 * @param {HTMLFormElement} form
 */
export function addressOf(form) {
  const given = new FormData(form);
  const query = new URLSearchParams();
  for (const name of new Set(given.keys())) {
    const values = given.getAll(name).filter(Boolean);
    if (values.length) query.set(name, values.join(","));
  }
  const search = String(query).replaceAll("%2C", ",").replaceAll("%2F", "/");
  return form.action.split("?")[0] + (search && `?${search}`);
}

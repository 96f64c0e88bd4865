/** Towns while somebody types a name: choices from our own gazetteer, as radio buttons like those the server makes. */

const WAIT_FOR_TYPING = 250;
const SHORTEST = 2;
const MOST = 5;

/**
 * @typedef {object} Town
 * @property {number} id
 * @property {string} name
 * @property {string} label
 * @property {string} country
 * @property {string} country_name
 * @property {string} timezone
 * @property {number} latitude
 * @property {number} longitude
 */

/**
 * @param {HTMLInputElement} input
 * @param {{url: string, list: HTMLElement, told: HTMLElement, name: string}} where the choices are shown, what is said
 *   of them (data-some with {n}, data-none), and the name of their field
 * @param {(town: Town) => void} choose
 */
export function offerTowns(input, { url, list, told, name }, choose) {
  let waiting = 0;
  let asked = "";

  async function search() {
    asked = input.value.trim();
    if (asked.length < SHORTEST) return list.replaceChildren();
    const mine = asked;
    const answer = await fetch(`${url}?q=${encodeURIComponent(mine)}`).catch(() => null);
    if (!answer?.ok || mine !== asked) return undefined;
    const towns = (await answer.json()).results.slice(0, MOST);
    const chosen = list.querySelector(":checked")?.value;
    list.replaceChildren(...towns.map((town) => choice(town, name, take)));
    told.textContent = towns.length ? told.dataset.some.replace("{n}", String(towns.length)) : told.dataset.none;
    keep(towns.find((town) => String(town.id) === chosen));
    return undefined;
  }
  /** What was chosen before stays chosen, also after the page came back with a fault. */
  function keep(town) {
    if (!town) return;
    list.querySelector(`[value="${town.id}"]`).checked = true;
    choose(town);
  }
  /** With a pointer one choice is enough; with arrow keys the others have to stay in reach. */
  function take(town, radio, byPointer) {
    input.value = asked = town.label;
    if (byPointer) list.replaceChildren(radio.closest("label"));
    choose(town);
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, WAIT_FOR_TYPING);
  });
  if (input.value) search();
}

/**
 * @param {Town} town
 * @param {string} name
 * @param {(town: Town, radio: HTMLInputElement, byPointer: boolean) => void} take
 */
function choice(town, name, take) {
  const label = document.createElement("label");
  const radio = Object.assign(document.createElement("input"), { type: "radio", name, value: String(town.id) });
  const words = document.createElement("bdi");
  let byPointer = false;
  label.className = "choice";
  label.addEventListener("pointerdown", () => { byPointer = true; });
  radio.addEventListener("change", () => take(town, radio, byPointer));
  words.textContent = town.label;
  label.append(radio, words);
  return label;
}

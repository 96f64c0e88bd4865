/** What is typed stays on the device until it is sent: never who somebody is, nor what they agree to. */

const NEVER = new Set("email phone agreed confirm key website answer".split(" "));
const DAYS = 30;
const DAY = 24 * 60 * 60 * 1000;

/**
 * @typedef {object} Draft
 * @property {number} at when it was typed last
 * @property {string} further how many further dates and places it has, "" for none
 * @property {[string, string][]} fields
 */

/** A browser may refuse to keep anything. */
function storage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

const keyOf = (form) => `draft:${form.dataset.day}`;

/** @returns {Draft | null} what was typed before for this day, if the form is a new one */
export function draftFor(form) {
  if (!("fresh" in form.dataset)) return null;
  try {
    const draft = JSON.parse(storage()?.getItem(keyOf(form)) ?? "null");
    return draft && Date.now() - draft.at < DAYS * DAY ? draft : null;
  } catch {
    return null;
  }
}

/** @param {HTMLFormElement} form @param {Draft} draft */
export function fillIn(form, draft) {
  const values = new Map(draft.fields);
  for (const box of form.elements) {
    if (!box.name || NEVER.has(box.name) || box.type === "submit" || box.name === "further") continue;
    const kept = draft.fields.some(([name, value]) => name === box.name && value === box.value);
    if (box.type === "checkbox" || box.type === "radio") box.checked = kept;
    else box.value = values.get(box.name) ?? "";
  }
  for (const list of form.querySelectorAll("[data-proposals]")) restoreTown(list, values);
  for (const more of form.querySelectorAll("details")) {
    more.open ||= [...more.querySelectorAll("input, select, textarea")].some((box) => box.value && box.type !== "checkbox");
  }
  const note = form.querySelector("[data-draft]");
  note.querySelector("[data-draft-told]").textContent = note.dataset.restored;
}

/** The town that was chosen, as the server would show it. */
function restoreTown(list, values) {
  const name = list.closest(".field").querySelector("input:not([type=radio])").name;
  const place = name.replace(/city$/, "place");
  if (!values.get(place)) return;
  const label = Object.assign(document.createElement("label"), { className: "choice" });
  const words = Object.assign(document.createElement("bdi"), { textContent: values.get(name) });
  label.append(Object.assign(document.createElement("input"), { type: "radio", name: place, value: values.get(place), checked: true }), words);
  list.replaceChildren(label);
}

/** Says in words that it keeps what is typed, where the browser lets it; an edit of what was sent is not kept. */
export function keepDraft(form) {
  const note = form.querySelector("[data-draft]");
  if (!note) return { keep() {}, forget() {} };
  const shelf = storage();
  note.hidden = !shelf;
  note.querySelector("[data-forget]").addEventListener("click", () => {
    forget();
    location.replace(location.pathname);
  });
  function keep() {
    const fields = [...new FormData(form)].filter(([name]) => !NEVER.has(name));
    const draft = { at: Date.now(), further: form.elements.namedItem("further").value.replace(/^0$/, ""), fields };
    try {
      shelf?.setItem(keyOf(form), JSON.stringify(draft));
    } catch {
      note.hidden = true; // full, or forbidden after all
    }
  }
  function forget() {
    shelf?.removeItem(keyOf(form));
  }
  return { keep, forget };
}

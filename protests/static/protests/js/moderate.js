/** Single keys for the moderators' queue. They act only while the focus is in it and can be switched off (WCAG 2.1.4);
 * every one of them presses something that is on the page, so nothing here is needed to moderate. */

const queue = document.querySelector(".desk__queue");
const TYPED_INTO = "select, textarea, input:not([type=checkbox])";
const panel = document.getElementById("keys");
const acts = [...document.querySelectorAll("[data-act]")];
const FIRST = "form input:not([type=hidden]), form button";
const STORED = "single-keys";

/** @returns {boolean} */
function areOn() {
  try { return localStorage.getItem(STORED) !== "off"; } catch { return true; }
}

/** @param {number} by how many rows further the cursor goes */
function move(by) {
  const rows = [...queue.querySelectorAll(".queue__row")];
  const here = rows.indexOf(document.activeElement.closest(".queue__row"));
  rows[here + by]?.click();
}

/** @param {string} key as its control names it; without such a control the row that has the focus is pressed */
function press(key) {
  const control = document.querySelector(`main [aria-keyshortcuts="${key}"]`);
  if (control) control.click();
  else if (key === "O") document.activeElement.click();
}

const KEYS = {
  j: () => move(1), k: () => move(-1), a: () => press("A"), m: () => open("M"), q: () => open("Q"), r: () => open("R"),
  u: () => press("U"), o: () => press("O"), x: tick, "/": () => document.getElementById("seek")?.focus(), "?": showKeys,
};

/** @param {string} key of an act that needs another word: its form opens, the focus is in it */
function open(key) {
  const act = acts.find((one) => one.dataset.act === key);
  if (!act) return;
  act.open = true;
  act.querySelector(FIRST).focus();
}

function tick() {
  document.activeElement.closest("li")?.querySelector(".queue__tick")?.click();
}

function showKeys() {
  panel.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !areOn()) return;
  if (!queue.contains(document.activeElement) || document.activeElement.matches(TYPED_INTO)) return;
  const act = KEYS[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});

for (const act of acts) {
  act.addEventListener("toggle", () => { if (act.open) for (const one of acts) one.open &&= one === act; });
  act.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    act.open = false;
    document.getElementById("at")?.focus();
  });
}

const many = document.querySelector("[data-many]");
if (many) {
  const boxes = [...document.querySelectorAll(".queue__tick")];
  const told = many.querySelector("[data-ticked]");
  const all = many.querySelector("[data-tick-all]");
  const tell = () => {
    const count = boxes.filter((box) => box.checked).length;
    told.textContent = count ? told.dataset.says.replace("{n}", String(count)) : "";
  };
  for (const box of boxes) box.addEventListener("change", () => { many.open = true; tell(); });
  all.hidden = false;
  all.addEventListener("click", () => {
    const isOn = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = isOn;
    tell();
  });
  tell();
}

// Others of the team see that somebody looks at this one, and the other way round: asked once a minute, while it is seen.
const looking = document.querySelector("[data-looking]");
const token = document.querySelector("[name=csrfmiddlewaretoken]");
if (looking && token) {
  setInterval(async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(looking.dataset.looking, { method: "POST", headers: { "X-CSRFToken": token.value } });
      if (answer.ok) looking.textContent = (await answer.json()).says;
    } catch { /* without a connection nobody is seen */ }
  }, 60_000);
}

const button = document.querySelector("[data-keys]");
button.hidden = false;
button.addEventListener("click", showKeys);
document.querySelector("[data-hint]").hidden = false;
panel.querySelector("[data-close]").addEventListener("click", () => panel.close());

const toggle = panel.querySelector("[data-switch]");
toggle.checked = areOn();
toggle.addEventListener("change", () => {
  try { localStorage.setItem(STORED, toggle.checked ? "on" : "off"); } catch { /* storage is off: keys stay on */ }
});

// What a live region holds when the page arrives is not read out; what is put into it afterwards is.
for (const strip of document.querySelectorAll("[data-says]")) {
  setTimeout(() => strip.replaceChildren(...strip.childNodes), 200);
}

/** In the panels of the filters: a box to search among the options, and on the button how many will be shown. */

const plain = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();

/**
 * How many protests have one of the chosen options; with none chosen, all.
 * @param {number[]} counts of the chosen options
 * @param {number} all
 */
export function howMany(counts, all) {
  return counts.length ? counts.reduce((sum, count) => sum + count, 0) : all;
}

/** Whether a name begins a word with what was typed, however it is accented. */
export function fits(name, typed) {
  return ` ${plain(name)}`.includes(` ${plain(typed.trim())}`);
}

export function prepareChoosing() {
  for (const box of document.querySelectorAll("[data-among]")) box.hidden = false;
  for (const form of document.querySelectorAll(".choose form")) tellHowMany(form);
}

export function startChoosing() {
  prepareChoosing();
  document.addEventListener("refined", prepareChoosing);
  document.addEventListener("input", ({ target }) => {
    if (target.closest("[data-among]")) searchAmong(target);
    else if (target.closest(".choose")) tellHowMany(target.form);
  });
}

/** @param {HTMLInputElement} box */
function searchAmong(box) {
  for (const option of box.form.querySelectorAll(".choose__options > li")) {
    option.hidden = !fits(option.querySelector("bdi").textContent, box.value);
  }
}

/** @param {HTMLFormElement} form */
function tellHowMany(form) {
  const button = form.querySelector("[data-sum]");
  if (!button) return;
  const chosen = [...form.querySelectorAll(".choose__options :checked")].filter(({ value }) => value);
  const counts = chosen.map((input) => Number(input.closest("label").querySelector(".choose__count").textContent));
  button.textContent = button.dataset.sum.replace("{n}", String(howMany(counts, Number(button.dataset.all))));
}

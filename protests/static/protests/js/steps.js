/** Which of the steps are done, while the form is filled in. */

const filled = (...names) => (field) => names.some((name) => Boolean(field(name).value.trim()));
const ticked = (...names) => (field) => names.some((name) => field(name).checked);
const either = (...tests) => (field) => tests.some((holds) => holds(field));
const NEEDS = {
  "step-1": [filled("title"), filled("kind"), filled("local_date"), either(filled("local_start"), ticked("unannounced"))],
  "step-2": [either(filled("city", "pasted", "latitude"), (field) => field("kind").value === "online")],
  "step-3": [either(filled("email"), ticked("receipt")), ticked("agreed")],
};

/** A step with faults keeps saying so until the form is sent again. @param {HTMLFormElement} form */
export function showSteps(form) {
  const field = (name) => form.elements.namedItem(name);
  for (const step of document.querySelectorAll("[data-step]")) {
    const state = step.querySelector("[data-step-state]");
    if (!state) continue;
    const { done, toDo } = step.closest(".steps").dataset;
    const isDone = NEEDS[step.dataset.step].every((holds) => holds(field));
    state.textContent = isDone ? done : toDo;
    step.closest("li").classList.toggle("steps__item--done", isDone);
  }
}

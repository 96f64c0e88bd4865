/** Sends a form without leaving the page before there is an answer: whatever happens on the way, what is typed stays. */

const PATIENCE = 30_000;

/**
 * @param {HTMLFormElement} form with [data-trouble], which says in words what can go wrong
 * @param {{onPage: (answer: Document, pressed: string) => void, onSent: () => void}} then what to do with the form that the
 *   server sent back, and before the page after it
 */
export function sendByFetch(form, { onPage, onSent }) {
  const button = form.querySelector("[data-sending]");
  const words = button.textContent;
  let isSending = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    const pressed = event.submitter?.name ?? "";
    if (!pressed) button.textContent = button.dataset.sending;
    await send(bodyOf(form, event.submitter), pressed);
    isSending = false;
    button.textContent = words;
  });

  async function send(body, pressed) {
    const { offline, other } = form.querySelector("[data-trouble]").dataset;
    let answer, text;
    try {
      answer = await fetch(form.action, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE) });
      text = await answer.text();
    } catch {
      return tell(form, offline);
    }
    if (answer.ok && answer.redirected) {
      onSent();
      return location.assign(answer.url);
    }
    const page = new DOMParser().parseFromString(text, "text/html");
    if (page.querySelector("[data-submit]")) return onPage(page, pressed);
    if (answer.status === 429 || answer.status === 503) return tell(form, busy(form, answer.headers.get("Retry-After")));
    return tell(form, page.querySelector("main h1")?.textContent ?? other);
  }
}

function bodyOf(form, submitter) {
  const body = new URLSearchParams([...new FormData(form)]);
  if (submitter?.name) body.append(submitter.name, submitter.value);
  return body;
}

/** "Wait 2 min": the header gives seconds, or a date that nobody here sends. */
function busy(form, retryAfter) {
  const words = form.querySelector("[data-trouble]").dataset;
  const seconds = Number(retryAfter);
  const [pattern, n] = seconds < 60 ? [words.seconds, seconds] : [words.minutes, Math.ceil(seconds / 60)];
  return words.busy.replace("{wait}", seconds > 0 ? pattern.replace("{n}", String(n)) : words.while);
}

function tell(form, sentence) {
  const trouble = form.querySelector("[data-trouble]");
  trouble.querySelector("[data-trouble-told]").textContent = sentence;
  trouble.hidden = false;
  trouble.focus();
}

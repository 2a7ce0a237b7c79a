/* The keys of a run-through that are no letters: arrows and Esc follow the link that names them with data-run.
   One with data-run-again is asked for twice: the words stand where data-run-says is until then.
   Nothing happens while somebody types; there Esc puts the form away again. */

const TYPING = "input, textarea, select, [contenteditable]";
const PAUSE = 4000; // ms within which it is pressed once more

let asked = 0;

/* Whether a key that needs two presses was pressed for the first time; then it says so. */
function first(link) {
  if (!link.dataset.runAgain || asked) return false;
  const place = document.querySelector("[data-run-says]");
  place.textContent = link.dataset.runAgain;
  asked = setTimeout(() => {
    asked = 0;
    place.textContent = "";
  }, PAUSE);
  return true;
}

function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target instanceof Element && event.target.closest(TYPING)) {
    if (event.key === "Escape") event.target.closest("form")?.querySelector("[data-leave]")?.click();
    return;
  }
  if (document.querySelector("dialog:modal")) return;
  const link = document.querySelector(`[data-run="${CSS.escape(event.key)}"]`);
  if (link) {
    event.preventDefault();
    if (!first(link)) link.click();
  }
}

/* What is said at the table mostly takes the place of what stood there. */
function begin(event) {
  const form = event.detail.elt;
  if (form instanceof Element && form.matches("form")) form.querySelector("input[autofocus]")?.select();
}

document.addEventListener("keydown", pressed);
document.addEventListener("htmx:load", begin);

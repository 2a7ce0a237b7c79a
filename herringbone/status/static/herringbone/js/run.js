/* The keys of a run-through that are no letters: arrows and Esc follow the link that names them with data-run.
   Nothing happens while somebody types; there Esc puts the form away again. */

const TYPING = "input, textarea, select, [contenteditable]";

function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target instanceof Element && event.target.closest(TYPING)) {
    if (event.key === "Escape") location.reload();
    return;
  }
  const link = document.querySelector(`[data-run="${CSS.escape(event.key)}"]`);
  if (link) {
    event.preventDefault();
    link.click();
  }
}

/* What is said at the table mostly takes the place of what stood there. */
function begin(event) {
  const form = event.detail.elt;
  if (form instanceof Element && form.matches("form")) form.querySelector("input[autofocus]")?.select();
}

document.addEventListener("keydown", pressed);
document.addEventListener("htmx:load", begin);

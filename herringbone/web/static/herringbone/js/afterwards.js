/* What lasts until the next action: the toast with its Undo, and the mark beside a row that has just come in. */

const FRESH = "fresh";

function clear(event) {
  if (event.target.closest?.("#toast-place")) return;
  document.getElementById("toast-place")?.replaceChildren();
  for (const row of document.querySelectorAll(`.${FRESH}`)) row.classList.remove(FRESH);
}

document.addEventListener("submit", clear);
document.addEventListener("htmx:beforeRequest", clear);
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt.matches?.("li, tr")) event.detail.elt.classList.add(FRESH);
});

/* The list of jobs by keyboard, as the weekly table is: from row to row, and a row's status line or next step opened where it
   stands. The row is the one where the focus is, or was last; the buttons below the list (data-row) say the keys, and
   keyboard.js presses them. Arrows go from row to row too, once the focus stands in one. Esc leaves a form as it is.
   One line lies open at a time: one that was not touched gives way to the next, one that was is written or left first. */

const TYPING = "input, textarea, select, [contenteditable], [role=menu], [role=listbox]";
const STEPS = { ArrowDown: 1, ArrowUp: -1, next: 1, before: -1 };

let last = ""; // the id of the row where the focus was: the list may have been fetched anew since
const closed = new WeakMap(); // what stood where a form lies open now

const rows = () => [...document.querySelectorAll("#jobs tbody tr[id]")];
const rowOf = (element) => element?.closest?.("#jobs tbody tr[id]");
const current = () => rowOf(document.activeElement) ?? rows().find((row) => row.id === last);
const form = () => document.querySelector("#jobs [data-written] form");

function move(by) {
  const all = rows();
  const here = all.indexOf(current());
  const to = here < 0 ? all[0] : all[Math.min(Math.max(here + by, 0), all.length - 1)];
  to?.querySelector("th a").focus({ focusVisible: true });
}

const touched = (open) =>
  [...open.elements].some((one) =>
    one.matches("select")
      ? [...one.options].some((option) => option.selected !== option.defaultSelected)
      : one.matches("[type=checkbox], [type=radio]")
        ? one.checked !== one.defaultChecked
        : "value" in one && one.matches("input, textarea") && one.value !== one.defaultValue,
  );

/* Whether another line may be opened: one that was touched keeps the focus until it is written or left. */
function makesWay() {
  const open = form();
  if (!open) return true;
  const place = open.parentElement;
  if (!closed.has(place) || open.querySelector("[data-errors]") || touched(open)) {
    open.querySelector("input:not([type=hidden]), select")?.focus();
    return false;
  }
  place.innerHTML = closed.get(place);
  htmx.process(place);
  return true;
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const link = event.detail.elt;
  if (!link.matches?.("#jobs a[data-writes]")) return;
  if (!makesWay()) event.preventDefault();
  else closed.set(link.closest("[data-written]"), link.closest("[data-written]").innerHTML);
});

/* What is said on the telephone mostly takes the place of what stood there. */
document.addEventListener("htmx:load", (event) => {
  const open = event.detail.elt;
  if (open instanceof Element && open.matches("[data-written] > form")) open.querySelector("input[autofocus]")?.select();
});

document.addEventListener("focusin", (event) => (last = rowOf(event.target)?.id ?? last));

document.addEventListener("click", (event) => {
  const what = event.target.closest?.("[data-row]")?.dataset.row;
  if (!what) return;
  if (what in STEPS) move(STEPS[what]);
  else (current() ?? rows()[0])?.querySelector(`[data-writes="${what}"]`)?.click();
});

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const row = rowOf(event.target);
  if (!row) return;
  if (event.key === "Escape") event.target.closest("form")?.querySelector("[data-leave]")?.click();
  else if (event.key in STEPS && !event.target.closest(TYPING)) {
    event.preventDefault();
    move(STEPS[event.key]);
  }
});

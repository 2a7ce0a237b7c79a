/* A part that is fetched anew beside the writing (hx-swap-oob) does not take away the place of whoever is in it: the same
   button or field has the focus afterwards. While something is unfolded in it, it stays as it is, until the first save
   after that is closed. */

const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary";

/* What tells a control from the others of its part, whichever way its part is drawn: what it sends and what it says. */
const nameOf = (control) => [control.tagName, control.id, control.name, control.type === "submit" ? control.value : "", control.innerText].join("|");

let left = null;

document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target } = event.detail;
  if (target.querySelector("details[open]")) {
    event.detail.shouldSwap = false;
    return;
  }
  const held = document.activeElement;
  if (held === document.body || !target.contains(held)) return;
  left = { part: target.id, name: nameOf(held), place: [...target.querySelectorAll(CONTROLS)].indexOf(held) };
});

document.addEventListener("htmx:oobAfterSwap", () => {
  const part = left && document.getElementById(left.part);
  if (!part) return;
  const controls = part.matches(CONTROLS) ? [part] : [...part.querySelectorAll(CONTROLS)];
  // What has gone leaves its place to the one that stands there now.
  const again = controls.find((control) => nameOf(control) === left.name) ?? controls[Math.min(left.place, controls.length - 1)];
  left = null;
  again?.focus({ preventScroll: true });
});

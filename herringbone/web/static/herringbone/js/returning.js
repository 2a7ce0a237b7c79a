/* After an edit made with the keyboard the page comes back as a new one. The focus goes where the edit began: to the
   text that was being written, or the link or button with the same address; where that is gone, to the line that the
   address of the page names, else to what took its place on the page. Who uses a mouse sees no difference. */

const KEPT = "herringbone-edited";
const LATE = 30_000; // ms after which nobody waits for it any more
const REACHED = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";

let byKeys = false;

const seen = (element) => !element.disabled && element.checkVisibility({ visibilityProperty: true });
const reached = () => [...document.querySelectorAll("main :is(" + REACHED + ")")].filter(seen);
const path = (address) => new URL(address, location.href).pathname;
const sends = (form, button) => path((button?.hasAttribute("formaction") && button.formAction) || form.action);

function keep(to, element) {
  const edit = { to, page: location.pathname, at: reached().indexOf(element), when: Date.now() };
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(edit));
  } catch {
    // without storage the focus begins at the top, as on any new page
  }
}

function kept() {
  try {
    const edit = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    sessionStorage.removeItem(KEPT);
    return edit && Date.now() - edit.when < LATE ? edit : null;
  } catch {
    return null;
  }
}

const opens = (element, edit) =>
  (element.matches("a") && path(element.href) === edit.to) ||
  (element.matches("button") && element.form && sends(element.form, element) === edit.to);

const line = () => location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));

/* Where somebody was writing, the writing goes on behind the last word. */
function writing() {
  const text = line()?.querySelector?.("[data-goes-on]");
  text?.setSelectionRange(text.value.length, text.value.length);
  return text;
}

function named(at = line()) {
  if (!at) return null;
  const first = [...at.querySelectorAll(REACHED)].find(seen);
  if (first || at.matches(REACHED)) return first ?? at;
  at.tabIndex = -1;
  return at;
}

function comeBack() {
  const edit = kept();
  if (!edit || document.activeElement !== document.body || document.querySelector("main [autofocus]")) return;
  const there = reached();
  const began = there.find((element) => opens(element, edit));
  const instead = edit.page === location.pathname && edit.at >= 0 ? there[Math.min(edit.at, there.length - 1)] : null;
  (writing() ?? began ?? named() ?? instead)?.focus({ focusVisible: true });
}

document.addEventListener("keydown", () => (byKeys = true), true);
document.addEventListener("pointerdown", () => (byKeys = false), true);
document.addEventListener("submit", (event) => {
  const form = event.target;
  if ((event.defaultPrevented && !form.matches("[hx-post]")) || !byKeys || form.method !== "post") return;
  keep(sends(form, event.submitter), event.submitter ?? form);
});
document.addEventListener("click", (event) => {
  const left = event.target.closest?.("a[data-leave]");
  if (!left) return;
  if (byKeys) keep(sends(left.closest("form")), left);
  if (left.href.split("#")[0] === location.href.split("#")[0]) {
    event.preventDefault(); // to a line of this very page the browser would only scroll, and the form would stay
    location.reload();
  }
});
/* Not before the browser has gone to the line that the address names: it takes the focus away as it does. */
addEventListener("load", () => requestAnimationFrame(() => setTimeout(comeBack)));

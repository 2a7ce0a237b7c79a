/* Menus and other floats that open from a <details>: they open and close without this module too.
   Added here: arrows, Home, End and first letters in a menu; Esc gives the focus back; a click elsewhere closes. */

const OPEN = "details.float-place[open]";
const ITEMS = ".menu > :is(a, button)";

/* A disclosure becomes a menu only where its keys work. */
function makeMenu(details) {
  const menu = details.querySelector(".menu");
  const opener = details.querySelector("summary");
  if (menu.role === "menu") return;
  opener.ariaHasPopup = "menu";
  menu.role = "menu";
  menu.ariaLabel = opener.textContent.trim();
  for (const item of details.querySelectorAll(ITEMS)) {
    item.role = "menuitem";
    item.tabIndex = -1;
  }
}

function close(details, giveBack) {
  details.open = false;
  if (giveBack) details.querySelector("summary").focus();
}

function keepInside(details) {
  const float = details.querySelector(".float");
  float.classList.remove("float-end");
  float.classList.toggle("float-end", float.getBoundingClientRect().right > document.documentElement.clientWidth);
}

function move(details, event) {
  const items = [...details.querySelectorAll(ITEMS)];
  const at = items.indexOf(document.activeElement);
  const steps = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  let next = steps[event.key];
  if (next === undefined && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const letter = event.key.toLocaleLowerCase();
    const order = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    const found = order.find((item) => item.textContent.trim().toLocaleLowerCase().startsWith(letter));
    if (found) next = items.indexOf(found);
  }
  if (next === undefined) return;
  event.preventDefault();
  items[next].focus();
}

document.addEventListener(
  "toggle",
  (event) => {
    const details = event.target;
    if (!details.matches?.(OPEN)) return;
    keepInside(details);
    if (!("menu" in details.dataset)) {
      details.querySelector(".float :is(input, select, a, button)")?.focus();
      return;
    }
    makeMenu(details);
    details.querySelector(ITEMS)?.focus();
  },
  true,
);

document.addEventListener("keydown", (event) => {
  const details = event.target.closest?.("details.float-place");
  if (!details) return;
  if (event.key === "Escape" && details.open) {
    event.preventDefault();
    close(details, true);
  } else if (details.open && "menu" in details.dataset && event.target.closest(".menu")) {
    if (event.key === "Tab") close(details, false);
    else move(details, event);
  } else if (event.key === "ArrowDown" && !details.open && "menu" in details.dataset) {
    event.preventDefault();
    details.open = true;
  }
});

document.addEventListener("click", (event) => {
  const chosen = event.target.closest?.(ITEMS);
  if (chosen?.ariaDisabled === "true") {
    event.preventDefault();
    return;
  }
  for (const details of document.querySelectorAll(OPEN)) {
    if (chosen || !details.contains(event.target)) close(details, details.contains(document.activeElement));
  }
});

/* Single keys. An element says its own key with data-key ("l", "g d"): a field is focused, anything else is clicked.
   So there is no key for what is not on the page, and the list of keys is made from the page itself. One that does
   something on the next page of the same kind is listed all the same: data-key-later.
   Nothing happens while somebody types, while keys are switched off, or with Ctrl, Alt or Meta. */

const PAUSE = 1200; // ms that the second letter of a pair may take
const SWITCH = "herringbone-keys";
const FIELD = "input:not([type=checkbox], [type=radio], [type=submit], [type=button], [type=file])";
const TYPING = `${FIELD}, textarea, select, [contenteditable]:not([contenteditable=false]), [role=menu], [role=listbox]`;

let begun = "";
let waiting = 0;

/* Kept in the browser when storage is allowed; a person's own setting (data-keys on <html>) goes first. */
function switchedOn() {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true;
  }
}

const allowed = () => document.documentElement.dataset.keys !== "off" && switchedOn();

/* While a dialog lies over the page only its own keys count. */
function reachable() {
  const room = document.querySelector("dialog:modal") ?? document;
  return [...room.querySelectorAll("[data-key]")].filter(
    (element) => !element.disabled && element.checkVisibility({ visibilityProperty: true }),
  );
}

function go(element) {
  if (element.matches(`${FIELD}, textarea, select`)) {
    element.focus();
    element.select?.();
  } else {
    element.click();
  }
}

function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key.length !== 1 || event.key === " " || !allowed()) return;
  if (event.target instanceof Element && event.target.closest(TYPING)) return;

  const typed = begun ? `${begun} ${event.key}` : event.key;
  clearTimeout(waiting);
  begun = "";
  const offered = reachable();
  const named = offered.filter((element) => element.dataset.key === typed);
  const found = named.find((element) => element.matches(FIELD)) ?? named[0]; // a field on the page before a dialog
  if (found) {
    event.preventDefault();
    go(found);
  } else if (offered.some((element) => element.dataset.key.startsWith(`${typed} `))) {
    begun = typed;
    waiting = setTimeout(() => (begun = ""), PAUSE);
  }
}

/* What an element is called in the list of keys: its own words, without key caps and counts. */
function nameOf(element) {
  if (element.dataset.keyName) return element.dataset.keyName;
  if (element.ariaLabel) return element.ariaLabel;
  const copy = element.cloneNode(true);
  for (const part of copy.querySelectorAll(".key, .count, svg")) part.remove();
  return copy.textContent.trim();
}

function row(element) {
  const line = document.createElement("div");
  const keys = document.createElement("dt");
  const name = document.createElement("dd");
  for (const letter of element.dataset.key.split(" ")) {
    const cap = document.createElement("span");
    cap.className = "key";
    cap.textContent = letter;
    keys.append(cap, " ");
  }
  name.textContent = nameOf(element);
  line.append(keys, name);
  return line;
}

const asTheyStand = (one, other) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1);

function list() {
  const seen = new Map();
  for (const element of [...reachable(), ...document.querySelectorAll("[data-key-later]")].sort(asTheyStand)) {
    if (!seen.has(element.dataset.key)) seen.set(element.dataset.key, element);
  }
  document.querySelector("[data-keys-list]")?.replaceChildren(...[...seen.values()].map(row));
}

const button = document.querySelector("[data-key='?']");
if (button) {
  for (const shown of document.querySelectorAll("[data-keys-shown]")) shown.hidden = false;
  button.addEventListener("click", list);
  const box = document.querySelector("[data-keys-switch]");
  box.checked = allowed();
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(SWITCH, box.checked ? "on" : "off");
    } catch {
      document.documentElement.dataset.keys = box.checked ? "on" : "off";
    }
  });
}
document.addEventListener("keydown", pressed);

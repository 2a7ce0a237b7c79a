/* Writing a contact report by keyboard: a button or its letter begins an item, Enter the next one of the same kind, a letter
   and a space at the start of a line (or / and a letter) says what kind it is, Alt with an arrow moves it, Alt with C puts
   it on a change form. Saving is autosave.js's; after each save agenda, readers and the button are fetched anew.
   Without this module the same fields are sent by buttons. */

const form = document.getElementById("report");
const list = form.querySelector(".items-written");
const template = document.getElementById("item-template");
const letters = new Map([...form.querySelectorAll("[data-add]")].map((button) => [button.dataset.letter, button.dataset.add]));

const newKey = () => crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
  (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16));
const rowOf = (element) => element.closest("li");
const textOf = (row) => row.querySelector(".item-text");

/* The browsers that do not size a field by its content are helped along. */
function fit(field) {
  if (CSS.supports("field-sizing", "content")) return;
  field.rows = 1;
  while (field.scrollHeight > field.clientHeight + 2 && field.rows < 40) field.rows += 1;
}

/* autosave.js listens to what is typed; a row added, moved or taken away is told the same way. */
function changed() {
  const key = list.querySelector("[name=item]") ?? form.elements.original;
  key.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

function setKind(row, kind) {
  row.dataset.kind = kind;
  row.querySelector(".item-type").value = kind;
  foretell(row);
}

function add(kind, after = null, agenda = "") {
  const row = template.content.firstElementChild.cloneNode(true);
  const old = row.querySelector("[name=item]").value;
  const key = newKey();
  for (const element of row.querySelectorAll("[name], [id], [value], [aria-describedby]")) {
    for (const name of ["name", "id", "value", "aria-describedby"]) {
      const value = element.getAttribute(name);
      if (value?.includes(old)) element.setAttribute(name, value.replaceAll(old, key));
    }
  }
  row.id = `item-${key}`;
  row.querySelector("[name=item]").value = key;
  setKind(row, kind);
  const point = row.querySelector(`[name="agenda-${key}"]`);
  if (point && agenda) point.value = agenda;
  if (after) after.after(row);
  else list.append(row);
  mark(row);
  textOf(row).focus();
  return row;
}

function remove(row) {
  const next = row.previousElementSibling ?? row.nextElementSibling;
  row.remove();
  changed();
  if (next) textOf(next).focus();
  else add("discussion");
}

/* Which of the fields below the text hold something: the others show while the row is written. */
function mark(row) {
  for (const field of row.querySelectorAll(".item-ties select, .item-ties input")) field.dataset.empty = field.value ? "" : "yes";
  foretell(row);
}

/* What issuing will make of a next step stands below it as soon as somebody is named. */
function foretell(row) {
  const owner = row.querySelector('[name^="owner-"]')?.selectedOptions[0];
  row.querySelector("[data-effect]").textContent = row.dataset.kind === "next_step" ? (owner?.dataset.becomes ?? "") : "";
}

/* "d " or "/d" at the start of an empty line: a decision. A blank after "/d" belongs to it; Backspace right after takes
   it back. */
function kindTyped(field) {
  if (field.dataset.was && field.value === " ") field.value = "";
  const said = /^(?:\/([a-z])|([a-z]) )$/.exec(field.value);
  const kind = said && letters.get(said[1] ?? said[2]);
  if (!kind) return;
  const row = rowOf(field);
  field.dataset.was = `${row.dataset.kind} ${field.value}`;
  field.value = "";
  setKind(row, kind);
}

list.addEventListener("input", (event) => {
  const field = event.target;
  if (field.matches(".item-text")) {
    kindTyped(field);
    if (field.value) delete field.dataset.was;
    fit(field);
  } else if (field.matches(".item-type")) {
    setKind(rowOf(field), field.value);
  }
  if (field.matches("input.tag")) delete field.dataset.read;
  if (rowOf(field)) mark(rowOf(field));
});

/* A date is shown as it was read, once nobody types in it any more. */
function readDue(field) {
  if (field.dataset.read && field.value && field !== document.activeElement) field.value = field.dataset.read;
}

for (const kind of ["focusin", "focusout"]) {
  list.addEventListener(kind, (event) => {
    if (event.target.matches("input.tag")) setTimeout(() => readDue(event.target));
  });
}

list.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!field.matches(".item-text") || event.isComposing) return;
  const row = rowOf(field);
  if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    if (field.value.trim()) add(row.dataset.kind === "next_step" ? "next_step" : "discussion", row);
  } else if (event.key === "Backspace" && !field.value) {
    event.preventDefault();
    if (field.dataset.was) {
      const [kind, ...text] = field.dataset.was.split(" ");
      delete field.dataset.was;
      setKind(row, kind);
      field.value = text.join(" ");
    } else if (list.children.length > 1) {
      remove(row);
    }
  } else if (event.altKey && event.code === "KeyC") {
    const button = row.querySelector("[data-change]");
    if (!button?.checkVisibility()) return;
    event.preventDefault();
    button.click();
  } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    const other = event.key === "ArrowUp" ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (event.key === "ArrowUp") other.before(row);
    else other.after(row);
    field.focus();
    changed();
  }
});

/* The row that is written keeps the focus, and so its height, until the button is let go: else the buttons below would
   move away under the pointer and the click would be lost. */
document.addEventListener("mousedown", (event) => {
  if (event.target.closest("[data-add], [data-remove]")?.form === form) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add], [data-remove]");
  if (!button || button.form !== form) return;
  event.preventDefault();
  if ("remove" in button.dataset) remove(rowOf(button));
  else begin(button);
});

/* A line that stands empty is used before another one is made. */
function begin(button) {
  const last = list.lastElementChild;
  const { add: kind, agenda = "" } = button.dataset;
  if (last && !textOf(last).value) {
    setKind(last, kind);
    if (agenda) last.querySelector('[name^="agenda-"]').value = agenda;
    mark(last);
    textOf(last).focus();
  } else {
    add(kind, null, agenda);
  }
  if (matchMedia("(pointer: coarse)").matches) textOf(list.lastElementChild).scrollIntoView({ block: "center" });
}

/* A date that may mean two days: a button for each, which writes it into the field. */
function offerWays(row, key, ways = []) {
  const place = row.querySelector("[data-ways]");
  place.hidden = ways.length === 0;
  place.replaceChildren(...ways.map((way) => {
    const button = document.createElement("button");
    button.type = "submit";
    button.className = "button button-small";
    button.name = `due-${key}`;
    button.value = way.value;
    button.textContent = way.label;
    return button;
  }));
}

list.addEventListener("click", (event) => {
  const way = event.target.closest("[data-ways] button");
  if (!way) return;
  event.preventDefault();
  const due = rowOf(way).querySelector(`input[name="${way.name}"]`);
  due.value = way.value;
  due.dispatchEvent(new InputEvent("input", { bubbles: true }));
  due.focus();
});

form.addEventListener("saved", (event) => {
  for (const [key, said] of Object.entries(event.detail.notes ?? {})) {
    const row = document.getElementById(`item-${key}`);
    if (!row) continue;
    const error = row.querySelector("[data-error]");
    error.textContent = said.error;
    error.hidden = !said.error;
    offerWays(row, key, said.ways);
    const due = row.querySelector(`[name="due-${key}"]`);
    if (due) {
      due.dataset.read = said.error ? "" : said.due;
      readDue(due);
    }
    mark(row);
  }
  htmx.ajax("GET", form.dataset.margins, { swap: "none" });
});

/* The first line has the focus before this module is there: what kind it is may have been typed by then. */
function kindTypedBefore(field) {
  const said = /^(?:\/([a-z]) ?|([a-z]) )/.exec(field.value);
  const kind = said && letters.get(said[1] ?? said[2]);
  if (!kind || field.defaultValue) return;
  field.setRangeText("", 0, said[0].length);
  setKind(rowOf(field), kind);
}

for (const field of list.querySelectorAll(".item-text")) {
  kindTypedBefore(field);
  fit(field);
}
for (const row of list.children) mark(row);

/* The list of names under a field, as the ARIA combobox pattern asks: the focus stays in the field,
   arrows move aria-activedescendant, Enter chooses, Esc closes. Used by combobox.js; `activate` by palette.js too. */

let made = 0;

/* Make an option the one that Enter takes, in the place of another; none, where there is no option. */
export function activate(field, before, option) {
  if (before) before.ariaSelected = "false";
  if (!option) {
    field.removeAttribute("aria-activedescendant");
    return;
  }
  option.ariaSelected = "true";
  option.scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", option.id);
}

export class Listbox {
  /* field: the input or textarea. choose(option): what happens with the one chosen. */
  constructor(field, choose) {
    this.field = field;
    this.choose = choose;
    this.list = document.createElement("div");
    this.list.className = "float menu float-list";
    this.list.role = "listbox";
    this.list.id = `names-${++made}`;
    this.list.hidden = true;
    // Not inside the label: a click there would be one on the field.
    const host = (field.closest("label") ?? field).parentElement;
    host.classList.add("float-host");
    host.append(this.list);
    // A field of several lines stays a text field: it may point to a list, but may not be called a combobox.
    this.single = field.localName !== "textarea";
    if (this.single) field.role = "combobox";
    else field.ariaHasPopup = "listbox";
    field.autocomplete = "off";
    field.ariaAutoComplete = "list";
    this.#expanded(false);
    field.setAttribute("aria-controls", this.list.id);
    field.addEventListener("keydown", (event) => this.#key(event));
    field.addEventListener("blur", () => this.close());
    // The field keeps the focus, so that a click is a choice and not a blur.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.#take(event.target.closest("[role=option]")));
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  get active() {
    return this.list.querySelector("[aria-selected=true]");
  }

  /* Show these nodes; `first` makes the first one active, so that Enter takes it. */
  show(nodes, first) {
    this.list.ariaLabel = this.field.ariaLabel ?? this.field.labels?.[0]?.textContent.trim() ?? "";
    this.list.replaceChildren(...nodes);
    this.options.forEach((option, place) => {
      option.id = `${this.list.id}-${place}`;
      option.ariaSelected = "false";
    });
    this.list.style.insetBlockStart = `${this.field.offsetTop + this.field.offsetHeight}px`;
    this.list.style.insetInlineStart = `${this.field.offsetLeft}px`;
    this.list.hidden = !this.list.childNodes.length;
    this.#expanded(!this.list.hidden);
    activate(this.field, this.active, first ? this.options.find((option) => option.ariaDisabled !== "true") : null);
  }

  close() {
    this.list.hidden = true;
    this.list.ariaLabel = null;
    this.#expanded(false);
    this.field.removeAttribute("aria-activedescendant");
  }

  #expanded(open) {
    if (this.single) this.field.ariaExpanded = String(open);
  }

  #take(option) {
    if (!option || option.ariaDisabled === "true") return;
    this.close();
    this.choose(option);
  }

  #key(event) {
    if (this.list.hidden || event.isComposing) return;
    const { options, active } = this;
    const at = options.indexOf(active);
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === "ArrowDown" && options.length) {
      event.preventDefault();
      activate(this.field, this.active, options[(at + 1) % options.length]);
    } else if (event.key === "ArrowUp" && options.length) {
      event.preventDefault();
      activate(this.field, this.active, options[(Math.max(at, 0) - 1 + options.length) % options.length]);
    } else if ((event.key === "Enter" || event.key === "Tab") && active && active.ariaDisabled !== "true") {
      event.preventDefault();
      this.#take(active);
    }
  }
}

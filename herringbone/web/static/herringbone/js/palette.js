/* The palette: opened by Ctrl-K, by / or by its button. What is found comes from the server while one types; what can
   be done is what the page itself offers (its rooms, the buttons of its head, whatever has a key), so that nothing
   stands here which this person may not do. The focus stays in the field; arrows choose, Enter opens, Esc closes. */

import { fold } from "./folded.js";
import { activate } from "./listbox.js";

const PAUSE = 120; // ms without a key before the server is asked
const OFFERED = ".rail-links a, .page-actions :is(a, button), [data-key]";
const MOST = 6;

const dialog = document.getElementById("palette");
const opener = document.querySelector("[data-palette]");

function nameOf(element) {
  if (element.dataset.keyName) return element.dataset.keyName;
  if (element.ariaLabel) return element.ariaLabel;
  const copy = element.cloneNode(true);
  for (const part of copy.querySelectorAll(".key, .count, svg")) part.remove();
  return copy.textContent.trim();
}

class Palette {
  constructor() {
    this.field = dialog.querySelector("input");
    this.list = dialog.querySelector("[role=listbox]");
    this.found = [];
    this.timer = 0;
    this.asked = null;
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => this.key(event));
    // The field keeps the focus, so that a click is a choice.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]"), event));
  }

  open() {
    if (dialog.open) return;
    // What the page offers is looked up while it can still be reached.
    this.offered = [...document.querySelectorAll(OFFERED)].filter(
      (element) =>
        element !== opener &&
        !element.disabled &&
        !element.closest("dialog") &&
        element.dataset.key !== "?" &&
        !element.matches("input, select, textarea") &&
        element.checkVisibility({ visibilityProperty: true }) &&
        nameOf(element),
    );
    this.found = [];
    dialog.showModal();
    this.field.select();
    this.typed(true);
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  get active() {
    return this.list.querySelector("[aria-selected=true]");
  }

  typed(opening = false) {
    const text = this.field.value.trim();
    clearTimeout(this.timer);
    this.asked?.abort();
    if (!text) this.found = [];
    this.show(opening || !text);
    if (text) this.timer = setTimeout(() => this.ask(text), opening ? 0 : PAUSE);
  }

  async ask(text) {
    const asked = (this.asked = new AbortController());
    const address = new URL(this.field.dataset.found, location.href);
    address.searchParams.set("q", text);
    try {
      const answer = await fetch(address, { signal: asked.signal, headers: { "HX-Request": "true" } });
      if (!answer.ok || answer.redirected || asked.signal.aborted) return;
      const holder = document.createElement("template");
      holder.innerHTML = await answer.text();
      if (asked.signal.aborted) return;
      this.found = [...holder.content.children];
      this.show(true);
    } catch {
      // Nothing is found while the line is down; what the page offers can still be done.
    }
  }

  /* `told`: the answer is complete, so that its number is worth saying. */
  show(told) {
    const forClient = this.found.filter((node) => "command" in node.dataset);
    const commands = [...forClient, ...this.commands()];
    const nodes = this.found.filter((node) => !("command" in node.dataset));
    // What can be done for the client that was found stands right below it, in sight; else what was found goes first.
    if (commands.length) nodes.splice(forClient.length ? 1 : nodes.length, 0, this.group(commands));
    this.list.replaceChildren(...nodes);
    this.list.hidden = !nodes.length;
    this.options.forEach((option, place) => {
      option.id = `palette-${place}`;
      option.ariaSelected = "false";
    });
    this.field.ariaExpanded = String(!this.list.hidden);
    activate(this.field, this.active, this.options[0]);
    dialog.querySelector("[data-none]").hidden = !this.list.hidden;
    const count = dialog.querySelector("[data-count]");
    if (told) count.textContent = this.field.value.trim() ? `${this.options.length} ${count.dataset.words}` : "";
  }

  /* What the page offers and every word that was typed fits. */
  commands() {
    const words = fold(this.field.value).split(/\s+/).filter(Boolean);
    const seen = new Set();
    return this.offered
      .filter((element) => {
        const name = nameOf(element);
        const its = fold(name).split(/[^\p{L}\p{N}]+/u);
        const fits = words.every((word) => its.some((one) => one.startsWith(word)));
        if (!fits || seen.has(name)) return false;
        seen.add(name);
        return true;
      })
      .slice(0, words.length ? MOST : undefined)
      .map((element) => this.command(element));
  }

  command(element) {
    const option = document.createElement("div");
    option.role = "option";
    const icon = element.querySelector("svg.icon")?.cloneNode(true);
    const name = document.createElement("span");
    name.textContent = nameOf(element);
    option.append(...(icon ? [icon] : []), name);
    for (const letter of element.dataset.key ? [element.dataset.key] : []) {
      const cap = document.createElement("span");
      cap.className = "key";
      cap.textContent = letter;
      option.append(cap);
    }
    option.does = element;
    return option;
  }

  group(commands) {
    const group = document.createElement("div");
    group.role = "group";
    group.setAttribute("aria-labelledby", "palette-do-heading");
    group.append(document.getElementById("palette-do").content.cloneNode(true), ...commands);
    return group;
  }

  take(option, event) {
    if (!option) return;
    const { url } = option.dataset;
    if (url && (event.ctrlKey || event.metaKey)) {
      window.open(url, "_blank", "noopener");
      return;
    }
    dialog.close();
    if (url) location.assign(url);
    else option.does.click();
  }

  key(event) {
    if (event.isComposing) return;
    const { options, active } = this;
    const at = options.indexOf(active);
    if (event.key === "ArrowDown" && options.length) {
      event.preventDefault();
      activate(this.field, this.active, options[(at + 1) % options.length]);
    } else if (event.key === "ArrowUp" && options.length) {
      event.preventDefault();
      activate(this.field, this.active, options[(Math.max(at, 0) - 1 + options.length) % options.length]);
    } else if (event.key === "Enter" && active) {
      event.preventDefault();
      this.take(active, event);
    }
  }
}

if (dialog && opener) {
  const palette = new Palette();
  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // opens the page of the search elsewhere
    event.preventDefault();
    palette.open();
  });
  document.addEventListener("keydown", (event) => {
    const wanted = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    if (!wanted || event.defaultPrevented) return;
    event.preventDefault();
    if (!document.querySelector("dialog:modal")) palette.open();
  });
}

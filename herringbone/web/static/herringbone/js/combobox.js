/* Names offered while typing. Four kinds of field, each a plain one without this module:
   <select data-typeahead>                     its options are filtered by what is typed
   <input data-source="URL">                   asks URL?q=…; the chosen name is written into the field,
     data-into="ID"                            and its data-value into the hidden field ID
   <input data-source="URL" data-line>         asks URL?q=…&at=CARET; options say what they replace: data-from, data-to, data-insert
   <textarea data-mentions="URL">              after an @: asks URL?q=…; the option's data-insert, else "@name", is written
   The answer of URL is a fragment with [role=option] elements (component `options`). */

import { fold } from "./folded.js";
import { Listbox } from "./listbox.js";

const PAUSE = 150; // ms without a key before the server is asked
const MENTION = /(?:^|\s)@([\p{L}\p{M}\d.'’-]{0,30})$/u;

const nameOf = (option) => option.dataset.text ?? option.textContent.trim();

function write(field, text, from = 0, to = field.value.length) {
  field.setRangeText(text, from, to, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, data: text, inputType: "insertReplacementText" }));
}

/* Asks after a pause, and forgets every answer but the last. */
function asker(url, answered) {
  let timer = 0;
  let asked = null;
  const stop = () => {
    clearTimeout(timer);
    asked?.abort();
  };
  const ask = (query) => {
    stop();
    timer = setTimeout(async () => {
      asked = new AbortController();
      const address = new URL(url, location.href);
      for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
      try {
        const answer = await fetch(address, { signal: asked.signal, headers: { "HX-Request": "true" } });
        if (answer.ok && !answer.redirected) answered(await answer.text());
      } catch {
        // Nothing is offered while the line is down; what is typed counts as it stands.
      }
    }, PAUSE);
  };
  return { ask, stop };
}

function nodes(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return [...holder.content.children];
}

function fromSource(input) {
  const target = input.dataset.into ? document.getElementById(input.dataset.into) : null;
  const line = "line" in input.dataset;
  let writing = false;
  const list = new Listbox(input, (option) => {
    writing = true;
    const { from, to, insert } = option.dataset;
    write(input, insert ?? nameOf(option), from && Number(from), to && Number(to));
    if (target) target.value = option.dataset.value;
    writing = false;
  });
  const { ask, stop } = asker(input.dataset.source, (html) => {
    if (document.activeElement === input) list.show(nodes(html), Boolean(target));
  });
  input.addEventListener("input", () => {
    if (writing) return;
    if (target) target.value = "";
    list.close();
    if (input.value.trim()) ask(line ? { q: input.value, at: input.selectionStart } : { q: input.value });
    else stop();
  });
}

function fromMention(field) {
  let begins = 0;
  let writing = false;
  const list = new Listbox(field, (option) => {
    writing = true;
    write(field, `${option.dataset.insert ?? `@${nameOf(option)}`} `, begins, field.selectionStart);
    writing = false;
  });
  const { ask, stop } = asker(field.dataset.mentions, (html) => {
    if (document.activeElement === field) list.show(nodes(html), true);
  });
  field.addEventListener("input", () => {
    if (writing) return;
    const found = MENTION.exec(field.value.slice(0, field.selectionStart));
    list.close();
    stop();
    if (!found) return;
    begins = field.selectionStart - found[1].length - 1;
    ask({ q: found[1] });
  });
}

function fromSelect(select) {
  const input = document.createElement("input");
  input.className = select.className;
  input.id = select.id;
  input.value = select.selectedOptions[0]?.value ? select.selectedOptions[0].textContent.trim() : (select.dataset.typed ?? "");
  for (const name of ["aria-describedby", "aria-invalid", "data-key"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  // A hidden field that is required would stop the form without a word; the server says it at the field.
  select.required = false;
  select.removeAttribute("id");
  const held = document.activeElement === select;
  select.hidden = true;
  select.before(input);
  if (held) input.focus();
  // A name that nothing was found for is sent as it was typed, so that the server can say so and keep it.
  const unknown = () => {
    if (select.name && !select.value && input.value.trim()) input.name = `${select.name}-typed`;
    else input.removeAttribute("name");
  };
  const list = new Listbox(input, (option) => {
    select.value = option.dataset.value;
    input.value = option.textContent;
    unknown();
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  const offer = () => {
    const typed = fold(input.value);
    const found = [...select.options].filter((option) => option.value && fold(option.textContent).includes(typed));
    list.show(
      found.slice(0, 50).map((option) => {
        const shown = document.createElement("div");
        shown.role = "option";
        shown.dataset.value = option.value;
        shown.textContent = option.textContent.trim();
        return shown;
      }),
      Boolean(typed),
    );
  };
  input.addEventListener("input", () => {
    const typed = fold(input.value.trim());
    const alike = [...select.options].filter((option) => option.value && fold(option.textContent.trim()) === typed);
    select.value = alike.length === 1 ? alike[0].value : "";
    unknown();
    offer();
  });
  input.addEventListener("click", offer);
  unknown();
}

const KINDS = [
  ["select[data-typeahead]:not([hidden])", fromSelect],
  ["input[data-source]:not([aria-autocomplete])", fromSource],
  [":is(input, textarea)[data-mentions]:not([aria-autocomplete])", fromMention],
];

function wake(part) {
  for (const [kind, make] of KINDS) for (const field of part.querySelectorAll(kind)) make(field);
}

wake(document);
document.addEventListener("htmx:load", (event) => wake(event.detail.elt.parentElement ?? document));

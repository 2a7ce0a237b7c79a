/* Saves a form while it is written: <form data-autosave="URL">, with an element [data-saved] that says how it stands.
   The server answers with JSON: {"saved": "09:06", "fields": {"version": "8"}}; `fields` are written back into the form, so
   that the next save knows its version; a `message` beside them says what could not be kept. An answer {"message": "…", "url": "…"} with an error status is shown as it is.
   With {"sends": "See both versions"} these words are a button that sends the form as a page of its own.
   Nothing typed is ever taken away: it stays in the page, is sent again until it gets through, and leaving asks first. */

const PAUSE = 800; // ms without a key before it is sent
const AGAIN = [2000, 4000, 8000, 15000, 30000]; // ms until the next attempt

class Draft {
  constructor(form) {
    this.form = form;
    this.words = form.querySelector("[data-saved]") ?? document.querySelector(`[data-saved="${form.id}"]`);
    this.since = this.words?.dataset.savedAt ?? "";
    this.changes = 0; // counts what was typed, so that typing on during a save is not taken for saved
    this.kept = 0;
    this.failed = 0;
    this.sending = null;
    this.timer = 0;
  }

  get open() {
    return this.changes !== this.kept;
  }

  typed() {
    this.changes += 1;
    if (!this.failed) this.#later(PAUSE);
  }

  /* Send now; the promise settles when the answer is there. */
  save() {
    clearTimeout(this.timer);
    if (!this.open) return Promise.resolve();
    this.sending ??= this.#send().finally(() => {
      this.sending = null;
      if (this.open && !this.timer) this.#later(this.failed ? AGAIN[Math.min(this.failed, AGAIN.length) - 1] : PAUSE);
    });
    return this.sending;
  }

  #later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = 0;
      this.save();
    }, pause);
  }

  async #send() {
    const upTo = this.changes;
    this.timer = 0;
    let answer;
    try {
      answer = await fetch(this.form.dataset.autosave, {
        method: "POST",
        body: new FormData(this.form),
        headers: { Accept: "application/json", "X-Autosave": "1" },
        keepalive: document.visibilityState === "hidden",
      });
    } catch {
      this.#fail(this.words?.dataset.notSaved);
      return;
    }
    const said = await answer.json().catch(() => null);
    if (answer.ok && said) {
      this.kept = upTo;
      this.failed = 0;
      this.since = said.saved;
      for (const [name, value] of Object.entries(said.fields ?? {})) {
        const field = this.form.elements.namedItem(name);
        if (field) field.value = value;
      }
      this.#say(said.message || this.words?.dataset.nowSaved, "", said.message ? "late" : "");
      this.form.dispatchEvent(new CustomEvent("saved", { bubbles: true, detail: said }));
    } else if (said?.message) {
      this.#fail(said.message, said.url, said.sends);
    } else {
      // The door instead of an answer: the session has ended while somebody was writing.
      this.#fail(answer.redirected ? this.words?.dataset.signedOut : this.words?.dataset.notSaved);
    }
  }

  #fail(text, url, sends) {
    this.failed += 1;
    this.#say(text, url, "late", sends);
  }

  #say(text, url = "", state = "", sends = "") {
    if (!this.words || !text) return;
    const told = document.createElement(url ? "a" : "span");
    if (url) told.href = url;
    told.textContent = text.replace("{time}", this.since || "…");
    if (state) told.className = "late";
    this.words.replaceChildren(told);
    if (sends) this.words.append(" ", this.#sender(sends));
  }

  #sender(words) {
    const button = document.createElement("button");
    button.type = "submit";
    button.className = "linked";
    button.setAttribute("form", this.form.id);
    button.textContent = words;
    return button;
  }
}

const drafts = new WeakMap();
const open = new Set();

function draftOf(form) {
  if (!drafts.has(form)) drafts.set(form, new Draft(form));
  return drafts.get(form);
}

function typedIn(field) {
  if (!field?.form?.dataset.autosave) return;
  open.add(draftOf(field.form));
  draftOf(field.form).typed();
}

document.addEventListener("input", (event) => typedIn(event.target));

/* A save on its way would make the form that follows it look stale: it is let through first. */
document.addEventListener("submit", (event) => {
  const draft = drafts.get(event.target);
  if (!draft) return;
  if (draft.sending) {
    event.preventDefault();
    event.stopImmediatePropagation();
    draft.sending.finally(() => event.target.requestSubmit(event.submitter));
    return;
  }
  clearTimeout(draft.timer);
  draft.kept = draft.changes;
}, true);

addEventListener("online", () => open.forEach((draft) => draft.save()));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") open.forEach((draft) => draft.save());
});
addEventListener("beforeunload", (event) => {
  if ([...open].some((draft) => draft.open && draft.form.isConnected)) event.preventDefault();
});

/* What was typed before this module was there is saved too. */
const begun = document.activeElement;
if ("defaultValue" in begun && begun.value !== begun.defaultValue) typedIn(begun);

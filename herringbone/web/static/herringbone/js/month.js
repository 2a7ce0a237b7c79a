/* The month beside a typed date: fetched when its button is pressed, turned by its arrows, a day chosen from it is written
   into the field. Days are buttons with data-date; arrows inside are links to the month before and after. */

const buttons = () => document.querySelectorAll("button[data-month]");
const floatOf = (button) => document.getElementById(button.getAttribute("aria-controls"));

function close(button, giveBack) {
  floatOf(button).hidden = true;
  button.ariaExpanded = "false";
  if (giveBack) button.focus();
}

async function fill(float, address) {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return false;
  float.innerHTML = await answer.text();
  return true;
}

async function open(button) {
  const float = floatOf(button);
  const field = document.getElementById(button.dataset.for);
  const address = new URL(button.dataset.month, location.href);
  address.searchParams.set("on", field.value);
  if (!(await fill(float, address))) return;
  float.hidden = false;
  button.ariaExpanded = "true";
  float.querySelector("[aria-pressed=true], [aria-current=date], button[data-date]")?.focus();
}

function step(float, event) {
  const days = [...float.querySelectorAll("button[data-date]:not(:disabled)")];
  const at = days.indexOf(document.activeElement);
  const far = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (at < 0 || far === undefined) return;
  event.preventDefault();
  days[Math.min(days.length - 1, Math.max(0, at + far))].focus();
}

document.addEventListener("click", async (event) => {
  const target = event.target.closest?.("button, a");
  if (target?.matches("[data-month]")) {
    if (target.ariaExpanded === "true") close(target, true);
    else await open(target);
    return;
  }
  for (const button of buttons()) {
    const float = floatOf(button);
    if (float.hidden) continue;
    if (!float.contains(event.target)) {
      close(button, false);
    } else if (target?.dataset.date) {
      const field = document.getElementById(button.dataset.for);
      field.value = target.dataset.date;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
      close(button, true);
    } else if (target?.href) {
      event.preventDefault();
      await fill(float, target.href);
      float.querySelector(".month-head a")?.focus();
    }
  }
});

document.addEventListener("keydown", (event) => {
  for (const button of buttons()) {
    const float = floatOf(button);
    if (float.hidden || !float.parentElement.contains(event.target)) continue;
    if (event.key === "Escape") {
      event.preventDefault();
      close(button, true);
    } else step(float, event);
  }
});

function wake() {
  for (const button of buttons()) button.hidden = false;
}

wake();
document.addEventListener("htmx:load", wake);

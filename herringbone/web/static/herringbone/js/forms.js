/* A form is sent once however often its button is pressed; a form that came back begins with its errors. */

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog" || form.matches("[hx-post], [hx-get], [hx-put]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
});

/* The back button brings a page as it was left: its forms may be sent again. */
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

const attend = (part) => part.querySelector("[data-errors]")?.focus();

attend(document);
document.addEventListener("htmx:load", (event) => attend(event.detail.elt.parentElement ?? document));

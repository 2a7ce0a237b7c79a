/* A request that does not get through says so and loses nothing: htmx leaves the page as it was, the words come from
   the <template>s at its foot. The notice goes when it is closed or when something gets through again. */

const place = document.getElementById("trouble-place");

function tell(kind) {
  const words = document.getElementById(`trouble-${kind}`);
  place?.replaceChildren(words.content.cloneNode(true));
}

document.addEventListener("htmx:sendError", () => tell("offline"));
document.addEventListener("htmx:timeout", () => tell("offline"));
document.addEventListener("htmx:responseError", (event) => {
  tell(event.detail.xhr.status === 403 ? "refused" : "broken");
});
document.addEventListener("htmx:afterOnLoad", (event) => {
  if (event.detail.successful) place?.replaceChildren();
});
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-dismiss]")) place?.replaceChildren();
});

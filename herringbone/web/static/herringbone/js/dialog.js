/* A link with data-opens opens that dialog of the page instead of going where it leads; without scripts it goes there.
   Below: dialogs in browsers that do not know command="show-modal" yet. */

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-opens]");
  const dialog = link && document.getElementById(link.dataset.opens);
  if (!dialog || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  dialog.showModal();
});

if (!("command" in HTMLButtonElement.prototype)) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[commandfor]");
    const dialog = button && document.getElementById(button.getAttribute("commandfor"));
    if (!(dialog instanceof HTMLDialogElement)) return;
    if (button.getAttribute("command") === "show-modal" && !dialog.open) dialog.showModal();
    if (button.getAttribute("command") === "close") dialog.close();
  });
}

/* Opens and closes dialogs in browsers that do not know command="show-modal" yet. */

if (!("command" in HTMLButtonElement.prototype)) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[commandfor]");
    const dialog = button && document.getElementById(button.getAttribute("commandfor"));
    if (!(dialog instanceof HTMLDialogElement)) return;
    if (button.getAttribute("command") === "show-modal" && !dialog.open) dialog.showModal();
    if (button.getAttribute("command") === "close") dialog.close();
  });
}

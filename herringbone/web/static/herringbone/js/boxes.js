/* Many boxes at once: in what is marked with data-boxes, a button with data-boxes-all ticks them and one with data-boxes-none
   takes the ticks away. */

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-boxes-all], [data-boxes-none]");
  if (!button) return;
  for (const box of button.closest("[data-boxes]").querySelectorAll("input[type=checkbox]")) {
    box.checked = "boxesAll" in button.dataset;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }
});

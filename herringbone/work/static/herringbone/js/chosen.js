/* The jobs that are chosen for a change: how many they are, all of the page at once, and none again. What stands in the bar,
   in one data-chooses with the rows, is marked with data-chosen (the words, which are data-one and data-many where some are), data-all and data-none. */

const bars = () => document.querySelectorAll("[data-chooses] > .bulk");
const boxes = (bar) => [...bar.parentElement.querySelectorAll("tbody input[type=checkbox][name=job]")];

function told(bar) {
  const all = boxes(bar);
  const count = all.filter((box) => box.checked).length;
  const words = bar.querySelector("[data-chosen]");
  words.dataset.chosen ||= words.textContent;
  words.textContent = count ? (count === 1 ? words.dataset.one : words.dataset.many.replace("{number}", count)) : words.dataset.chosen;
  bar.querySelector("[data-all]").hidden = count === all.length;
  bar.querySelector("[data-none]").hidden = !count;
}

function choose(bar, chosen) {
  for (const box of boxes(bar)) box.checked = chosen;
  told(bar);
}

document.addEventListener("change", (event) => {
  const bar = event.target.closest?.("[data-chooses]")?.querySelector(":scope > .bulk");
  if (bar) told(bar);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".bulk [data-all], .bulk [data-none]");
  if (button) choose(button.closest(".bulk"), "all" in button.dataset);
});

const ready = () => bars().forEach(told);
document.addEventListener("htmx:afterSettle", ready);
addEventListener("pageshow", ready); // a browser that goes back keeps what was ticked
ready();

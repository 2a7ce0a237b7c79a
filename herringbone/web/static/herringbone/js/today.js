/* A drawing or table that scrolls sideways starts where today is: its .now line, or the element marked data-today. */

function showToday(part) {
  for (const scroller of part.querySelectorAll(".scroller")) {
    const today = scroller.querySelector(".now, [data-today]");
    if (!today) continue;
    const middle = today.getBoundingClientRect().left - scroller.getBoundingClientRect().left;
    scroller.scrollLeft += middle - scroller.clientWidth / 2;
  }
}

showToday(document);
document.addEventListener("htmx:load", (event) => showToday(event.detail.elt.parentElement ?? document));

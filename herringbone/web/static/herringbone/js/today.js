/* A drawing or table that scrolls sideways starts where today is: its .now line, or the element marked data-today. A row of
   views starts where the view that is shown is in sight, also in browsers that do not know scroll-initial-target. */

const ROOM = 48; // pixels beside the view that is shown, so that the next one begins to be seen

function showToday(part) {
  for (const scroller of part.querySelectorAll(".scroller")) {
    const today = scroller.querySelector(".now, [data-today]");
    if (!today) continue;
    const middle = today.getBoundingClientRect().left - scroller.getBoundingClientRect().left;
    scroller.scrollLeft += middle - scroller.clientWidth / 2;
  }
  for (const views of part.querySelectorAll(".views")) {
    const shown = views.querySelector("[aria-current]")?.getBoundingClientRect();
    const room = views.getBoundingClientRect();
    if (shown && shown.right > room.right - ROOM) views.scrollLeft += shown.right - room.right + ROOM;
  }
}

showToday(document);
document.addEventListener("htmx:load", (event) => showToday(event.detail.elt.parentElement ?? document));

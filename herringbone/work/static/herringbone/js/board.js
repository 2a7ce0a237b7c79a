/* The board of jobs: a card is dragged with the mouse to another stage. The server decides: the job moves, a change form is
   drafted and named on the card, or the card says why not; in the last two it goes back to where it was. Without this
   module, by keyboard and by finger, the card's link moves the job (work/parts/board.html). */

const CARD = ".board .card";
let dragged = null; // {card, list, next}: where it came from

const columnOf = (element) => element.closest?.(".board-column");

function ready() {
  for (const card of document.querySelectorAll(`${CARD}:has([data-move])`)) {
    card.draggable = true;
    for (const link of card.querySelectorAll("a")) link.draggable = false; // else the link is dragged, not the card
  }
}

function mark(column) {
  for (const other of document.querySelectorAll(".board-column[data-over]")) {
    if (other !== column) delete other.dataset.over;
  }
  if (column) column.dataset.over = "yes";
}

function say(card, text, url = "", words = "") {
  card.querySelector(".card-said")?.remove();
  if (!text) return;
  const said = document.createElement("p");
  said.className = "card-said";
  said.setAttribute("role", "status");
  said.append(text);
  if (url) {
    const link = document.createElement("a");
    link.href = url;
    link.textContent = words;
    said.append(" ", link);
  }
  card.append(said);
}

function back({ card, list, next }) {
  list.insertBefore(card, next?.parentNode === list ? next : null);
}

/* What came of it; nothing is thrown where the network is away. */
async function sent(card, to) {
  const token = document.querySelector("#board-token [name=csrfmiddlewaretoken]").value;
  try {
    const answer = await fetch(card.querySelector("[data-move]").href, {
      method: "POST",
      body: new URLSearchParams({ to, csrfmiddlewaretoken: token }),
      headers: { Accept: "application/json", "X-Board": "1" },
    });
    return await answer.json();
  } catch {
    return { message: document.getElementById("board-token").dataset.failed };
  }
}

async function drop(from, column) {
  const { card } = from;
  const list = column.querySelector("ul");
  say(card, "");
  list.querySelector(".quiet")?.setAttribute("hidden", "");
  list.prepend(card);
  card.dataset.moving = "yes";
  const told = await sent(card, column.dataset.stage);
  delete card.dataset.moving;
  if (told.moved) {
    htmx.ajax("GET", location.href, { target: "#jobs" });
    return;
  }
  back(from);
  list.querySelector(".quiet")?.removeAttribute("hidden");
  say(card, told.message, told.url, told.words);
}

document.addEventListener("dragstart", (event) => {
  const card = event.target.closest?.(CARD);
  if (!card?.draggable) return;
  dragged = { card, list: card.parentElement, next: card.nextElementSibling };
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", card.querySelector("[data-move]").href);
});

document.addEventListener("dragover", (event) => {
  const column = dragged && columnOf(event.target);
  mark(column);
  if (!column) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "move";
});

document.addEventListener("drop", (event) => {
  const column = dragged && columnOf(event.target);
  if (!column) return;
  event.preventDefault();
  if (column !== columnOf(dragged.list)) drop(dragged, column);
});

document.addEventListener("dragend", () => {
  dragged = null;
  mark(null);
});

document.addEventListener("htmx:load", ready);
ready();

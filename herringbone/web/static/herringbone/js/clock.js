/* The hour in the rail runs on. It starts from what the server said, so that a demo keeps its own time. */

const shown = document.querySelector("[data-clock]");

if (shown) {
  const [hours, minutes] = shown.textContent.split(":").map(Number);
  const seconds = Number(shown.dateTime.slice(17, 19));
  const loaded = Date.now() - ((hours * 60 + minutes) * 60 + seconds) * 1000;
  const two = (figure) => String(figure).padStart(2, "0");
  setInterval(() => {
    const minute = Math.floor((Date.now() - loaded) / 60000) % 1440;
    shown.textContent = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
  }, 10000);
}

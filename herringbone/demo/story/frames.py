"""Two frames of a storyboard, drawn here and posted to the job that they belong to."""

from io import BytesIO

from PIL import Image, ImageDraw

from herringbone.clients.actions import post
from herringbone.clients.uploads import Upload
from herringbone.demo import script as steps
from herringbone.demo.moments import Moments
from herringbone.demo.players import Players
from herringbone.demo.script import Script

SIZE = (1280, 720)
PAPER, INK, GLASS = (246, 242, 234), (34, 32, 29), (176, 40, 34)
TEXT = "Frames 4 and 7 of round 2, for the meeting. @Nora Whitfield the arcade is only a sketch."


def script(moments: Moments) -> Script:
    """Marta Galli posts them the week before."""
    return [steps.Do(moments.at(-5, "12:20", "Milan"), "marta", _posted)]


def _posted(players: Players) -> None:
    files = [Upload(f"Storyboard, round 2, frame {number}.png", drawn(number)) for number in (4, 7)]
    nora = players.people["nora"]
    post(by=players.people["marta"], subject=players.jobs["film"], text=TEXT, mentions=[nora], files=files)


def drawn(number: int) -> bytes:
    """A frame as PNG: an arcade in perspective, and a glass that comes nearer from one to the other."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((24, 24, SIZE[0] - 24, SIZE[1] - 24), outline=INK, width=4)
    for place in range(5):
        inset, top = 60 + place * 105, 90 + place * 46
        for left in (inset, SIZE[0] - inset - 84):
            draw.arc((left, top, left + 84, top + 150), 180, 360, fill=INK, width=5)
            for side in (left, left + 84):
                draw.line((side, top + 75, side, SIZE[1] - 110 - place * 34), fill=INK, width=5)
    _glass(draw, SIZE[0] // 2, SIZE[1] - 90, 14 * number)
    draw.text((48, SIZE[1] - 62), f"{number}", fill=INK)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _glass(draw: ImageDraw.ImageDraw, middle: int, foot: int, half: int) -> None:
    bowl = foot - 4 * half
    draw.polygon(((middle - half, bowl), (middle + half, bowl), (middle, foot - 2 * half)), fill=GLASS, outline=INK)
    draw.line((middle, foot - 2 * half, middle, foot), fill=INK, width=5)
    draw.line((middle - half, foot, middle + half, foot), fill=INK, width=5)

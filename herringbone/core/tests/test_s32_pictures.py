"""S32, S26: pictures are decoded within limits, and nothing but pixels comes out."""

import io
import struct
import zlib

import pytest
from PIL import Image

from herringbone.core import pictures
from herringbone.core.pictures import PictureRefused, remade

pytestmark = pytest.mark.thorough


def packed(image, kind, **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def claimed(width, height):
    """A PNG of a few hundred bytes that says it is this large."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("image", "kind", "becomes"),
    [
        (Image.new("RGB", (30, 20), "red"), "PNG", "image/png"),
        (Image.new("RGBA", (30, 20), (1, 2, 3, 4)), "PNG", "image/png"),
        (Image.new("P", (30, 20)), "GIF", "image/png"),
        (Image.new("RGB", (30, 20), "red"), "JPEG", "image/jpeg"),
        (Image.new("CMYK", (30, 20)), "JPEG", "image/jpeg"),
        (Image.new("RGB", (30, 20), "red"), "WEBP", "image/jpeg"),
        (Image.new("RGBA", (30, 20), (1, 2, 3, 4)), "WEBP", "image/png"),
    ],
)
def test_a_picture_is_made_anew(image, kind, becomes):
    made = remade(packed(image, kind))
    assert (made.media_type, made.width, made.height) == (becomes, 30, 20)
    with Image.open(io.BytesIO(made.data)) as opened:
        assert opened.size == (30, 20)
        assert Image.MIME[opened.format] == becomes


def test_nothing_but_pixels_comes_out_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "<script>canary</script>"
    made = remade(packed(Image.new("RGB", (40, 20)), "JPEG", exif=exif) + b"<script>canary</script>")
    assert b"canary" not in made.data
    assert (made.width, made.height) == (20, 40)


def test_transparency_is_kept():
    with Image.open(io.BytesIO(remade(packed(Image.new("RGBA", (4, 4), (9, 9, 9, 0)), "PNG")).data)) as opened:
        assert opened.getpixel((0, 0)) == (9, 9, 9, 0)


def test_it_is_scaled_down_and_never_up():
    data = packed(Image.new("RGB", (400, 200)), "JPEG")
    assert remade(data, longest=100)[2:] == (100, 50)
    assert remade(data, longest=1000)[2:] == (400, 200)


@pytest.mark.parametrize("size", [(13_000, 13_000), (20_000, 20_000), (50_000, 50_000), (50_000_001, 1)])
def test_too_many_pixels_are_refused_before_they_are_unpacked(size):
    with pytest.raises(PictureRefused, match="50 million"):
        remade(claimed(*size))


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a/*<script>*/", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", claimed(100, 100)]
)
def test_what_is_no_picture_is_refused_in_words(data):
    with pytest.raises(PictureRefused, match="cannot be read as a picture"):
        remade(data)


def test_a_file_too_large_is_not_even_begun(monkeypatch):
    monkeypatch.setattr(pictures, "LARGEST_FILE", 10)
    with pytest.raises(PictureRefused, match="larger"):
        remade(b"x" * 11)


def test_one_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(pictures, "SECONDS", 0.001)
    with pytest.raises(PictureRefused, match="too long"):
        remade(packed(Image.new("RGB", (30, 20)), "PNG"))


def test_one_that_eats_memory_is_refused(monkeypatch):
    monkeypatch.setattr(pictures, "MEMORY", 120 * 1024 * 1024)
    with pytest.raises(PictureRefused):
        remade(packed(Image.new("RGB", (7000, 7000)), "PNG"))

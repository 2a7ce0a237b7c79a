"""The child process that makes pictures anew. Run by `core.pictures`; knows nothing of Herringbone.

A picture comes on standard input; a line of JSON and the new picture go to standard output. On refusal it ends with
1 and, where it knows it, the reason.
"""

import io
import json
import resource
import sys
import warnings

from PIL import Image, ImageCms, ImageOps

FORMATS = ["PNG", "JPEG", "GIF", "WEBP"]


def main() -> None:
    """Read, decode, encode, write."""
    memory, most, longest = (int(told) for told in sys.argv[1:4])
    for what in (resource.RLIMIT_AS, resource.RLIMIT_DATA):
        try:
            resource.setrlimit(what, (memory, memory))
        except (ValueError, OSError):  # macOS knows the name but not the limit; pixels are still counted
            continue
    Image.MAX_IMAGE_PIXELS = most
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    data = sys.stdin.buffer.read()
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            width, height = picture.size
            if width * height > most:
                raise Image.DecompressionBombError
            if longest and picture.format == "JPEG":
                picture.draft("RGB", (longest, longest))  # decodes a large photograph at a fraction of its size
            picture.seek(0)
            made = _upright_srgb(picture)
            photograph = picture.format in ("JPEG", "WEBP") and not _transparent(made)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        sys.stdout.write("too many pixels\n")
        sys.exit(1)
    except Exception:  # decoders raise anything on hostile bytes, and all of it means the same
        sys.exit(1)
    if longest:
        made.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    _write(made, photograph)


def _upright_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    made = ImageOps.exif_transpose(picture)
    if profile and made.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(made, source, ImageCms.createProfile("sRGB"), outputMode="RGB") or made
        except (ImageCms.PyCMSError, OSError):  # a broken profile: the bare colours will do
            made = made.convert("RGB")
    if made.mode in ("P", "PA", "LA", "La", "RGBa") or "transparency" in made.info:
        return made.convert("RGBA")
    return made if made.mode in ("L", "RGB", "RGBA") else made.convert("RGB")


def _transparent(picture: Image.Image) -> bool:
    return picture.mode == "RGBA" and picture.getchannel("A").tobytes().count(b"\xff") < picture.width * picture.height


def _write(picture: Image.Image, photograph: bool) -> None:
    if picture.mode == "RGBA" and not _transparent(picture):
        picture = picture.convert("RGB")
    # A new image holds no text, no profile and no place from the old one.
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    file = io.BytesIO()
    if photograph:
        bare.save(file, "JPEG", quality=88, optimize=True, progressive=True)
    else:
        bare.save(file, "PNG", optimize=True)
    kind = "image/jpeg" if photograph else "image/png"
    told = json.dumps({"media_type": kind, "width": bare.width, "height": bare.height})
    sys.stdout.buffer.write(told.encode() + b"\n" + file.getvalue())
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()

"""The message catalogues: `.po` files are the source, `.mo` files are what Django reads, made from them here.

No gettext tools are needed. Made again only where the source is newer, so that it costs nothing to ask at each start.
"""

import os
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent.parent / "locale"


def compile_catalogues(folder: Path = LOCALE) -> list[Path]:
    """Make every `.mo` below a folder that is missing or older than its `.po`; those made are returned.

    Each is put in place whole, so that a process that starts meanwhile never reads half of one. Raises
    PermissionError where one must be made and may not be written.
    """
    made = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.is_file() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parent.parent.name)
        handle, part = tempfile.mkstemp(dir=source.parent, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            write_mo(file, catalogue)
        os.chmod(part, 0o644)  # noqa: PTH101  # mkstemp makes it the owner's alone
        Path(part).replace(target)
        made.append(target)
    return made

"""Which names of encodings are taken: those that turn bytes into text, and nothing else."""

import codecs

# Known to Python, and no encodings of files: some take seconds for a few kilobytes, some hide characters.
_NOT_FOR_FILES = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7", "undefined", "mbcs", "oem"}
)


def text_codec(name: str) -> str | None:
    """Python's name for an encoding (`latin1` is `iso8859-1`); None for what is no encoding of text."""
    try:
        found = codecs.lookup(name)
        "".encode(found.name)  # codecs from bytes to bytes (zip, hex) refuse this
    except (LookupError, ValueError, UnicodeError):
        return None
    return None if found.name.replace("_", "-") in {bad.replace("_", "-") for bad in _NOT_FOR_FILES} else found.name

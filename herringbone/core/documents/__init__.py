"""Documents: data in, PDF out. The same data gives the same bytes.

A document is a `.typ` template of its feature, set in the house style of `core/typst/house.typ`. Data reaches it as
JSON and in no other way, so that a text is never a program (see `engine`).
"""

from herringbone.core.documents.engine import (
    DocumentError,
    DocumentTooLarge,
    DocumentTooSlow,
    Setting,
    render_pdf,
    set_document,
)

__all__ = ["DocumentError", "DocumentTooLarge", "DocumentTooSlow", "Setting", "render_pdf", "set_document"]

"""A QR code as a drawing of the page: its colours are classes, so it reads in both themes."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

QUIET = 4  # modules of empty margin that readers need


def qr_code(text: str, label: str) -> SafeString:
    """The code for a text. `label` says what it is to whoever does not see it."""
    import qrcode  # brings Pillow along

    code = qrcode.QRCode(border=0)
    code.add_data(text)
    code.make(fit=True)
    size = len(code.modules) + 2 * QUIET
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(code.modules) for x, dark in enumerate(row) if dark
    )
    return format_html(
        '<svg class="qr" viewBox="0 0 {size} {size}" width="208" height="208" role="img" aria-label="{label}">'
        '<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}" fill="#000"/></svg>',
        size=size,
        label=label,
        path=path,
    )

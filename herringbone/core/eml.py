"""Mail that goes into a folder, one `.eml` file each: for the demo, and where no server is named."""

import secrets
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from herringbone.core import clock


class EmailBackend(BaseEmailBackend):
    """Writes each message to EMAIL_FILE_PATH, named so that the names sort by time."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        sent = 0
        for message in email_messages:
            if not message.recipients():
                continue
            name = f"{clock.now():%Y%m%dT%H%M%S.%f}-{secrets.token_hex(4)}"
            # Renamed when whole, so that whoever reads the folder never sees half a mail.
            part = folder / f"{name}.part"
            part.write_bytes(message.message().as_bytes(linesep="\r\n"))  # type: ignore[call-arg]  # Django's own form
            part.rename(folder / f"{name}.eml")
            sent += 1
        return sent

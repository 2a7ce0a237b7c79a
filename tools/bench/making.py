"""The agency that is measured: the demo's, made once for each scale and database."""

import sys

from django.core.management import call_command
from django.db import connection

from herringbone.commands.database import bring_up_to_date
from herringbone.commands.static_files import collect
from herringbone.core import clock
from herringbone.core.models import Agency
from herringbone.demo.build import build


def make(scale: int) -> None:
    """Make the agency where there is none, with everything that its pages need."""
    collect()
    bring_up_to_date()
    call_command("createcachetable", verbosity=0)
    if not Agency.objects.exists():
        print(f"making the demo agency at scale {scale}", file=sys.stderr)
        build(scale=scale, now=clock.now())
    connection.close()

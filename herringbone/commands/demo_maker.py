"""Makes the demo agency: `python -m herringbone.commands.demo_maker SCALE`, in a process whose memory goes with it."""

import os
import sys

import django


def make(scale: int) -> None:
    """Fill the demo's empty place, in the settings' database, so many times as large as the small one."""
    from django.utils.timezone import now as real_now

    from herringbone.commands.database import bring_up_to_date
    from herringbone.core import clock, instance
    from herringbone.demo.build import build

    began = real_now()
    bring_up_to_date()
    build(scale=scale, now=clock.now())
    instance.become_the_original()
    print(f"made in {(real_now() - began).total_seconds():.0f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    from herringbone.cli import EXPLAIN, in_words
    from herringbone.orphans import end_with_parent

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "herringbone.settings")
    end_with_parent()
    try:
        django.setup()
        make(int(sys.argv[1]))
    except KeyboardInterrupt:
        sys.exit(130)  # said by whoever started this
    except Exception as error:
        if os.environ.get(EXPLAIN) == "1":
            raise
        code, text = in_words(error)
        print(f"herringbone: {text}", file=sys.stderr)
        sys.exit(code)

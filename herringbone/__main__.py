"""`python -m herringbone` is the console command."""

import sys

from herringbone.cli import main

if __name__ == "__main__":
    sys.exit(main())

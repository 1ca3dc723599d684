"""`python -m govbudget` is the command line."""

import sys

from govbudget.cli import main

if __name__ == "__main__":
    sys.exit(main())

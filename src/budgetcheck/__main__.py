"""`python -m budgetcheck` is the command `budgetcheck`."""

import sys

from budgetcheck.cli import main

if __name__ == "__main__":
    sys.exit(main())

"""`python -m traderterminal`."""

import sys

from traderterminal.cli import main

if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Every command of the project. The environment and the database come first: see protests/bootstrap/."""

import os
import sys


def main() -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - nothing has checked yet which Python this is
        sys.exit(f"Standpoint needs Python 3.11 or newer; this is Python {sys.version.split()[0]}.")
    from protests import bootstrap

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "protests.settings")
    return bootstrap.run(sys.argv)


if __name__ == "__main__":
    sys.exit(main())

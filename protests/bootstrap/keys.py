"""This checkout's own SECRET_KEY and CONTACT_KEY, made once and kept in `.local/secrets.env` for its owner only."""

import os
import secrets
from pathlib import Path

NAMES = ("SECRET_KEY", "CONTACT_KEY")


def of_checkout(local: Path) -> dict[str, str]:
    """The keys by the names that settings know them by."""
    file = local / "secrets.env"
    if not file.exists():
        _write(file)
    return dict(line.split("=", 1) for line in file.read_text().split())


def _write(file: Path) -> None:
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text("".join(f"{name}={secrets.token_urlsafe(48)}\n" for name in NAMES))
    try:
        os.link(draft, file)  # whole or not at all, and never over the keys of a command that was quicker
    except FileExistsError:
        pass
    finally:
        draft.unlink()

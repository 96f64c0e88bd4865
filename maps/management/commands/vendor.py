"""Third-party files for the browser: pinned, unpacked from their package, hashed. None is edited by hand.

The manifest beside them names package, version and the archive's SHA-512 (npm's `integrity`), and for each file its
name in the archive and the SHA-384 of what lies here. `vendor` fetches with `npm pack`; `vendor --check` needs no
network, runs in the tests, and also fails on a file that is not listed.
"""

import base64
import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

VENDOR = Path(__file__).parents[2] / "static" / "maps" / "vendor"
MANIFEST = VENDOR / "manifest.json"
SOURCE_MAP = re.compile(rb"\n?//# sourceMappingURL=[^\n]*\n?")  # the map isn't kept, and collectstatic looks for it


class Command(BaseCommand):
    help = "Fetch the pinned third-party files of the map, or check that they are what the manifest says."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only compare the files with the manifest")

    def handle(self, *, check: bool, **options: object) -> None:
        packages = json.loads(MANIFEST.read_text())
        if check:
            if faults := list_faults(VENDOR, packages):
                raise CommandError("\n".join(faults))
        else:
            for package in packages:
                self.stdout.write(f"Fetching {package['name']} {package['version']} ...")
                fetch(package)
            MANIFEST.write_text(json.dumps(packages, indent=2) + "\n")
        self.stdout.write("The third-party files are as listed.")


def list_faults(folder: Path, packages: list[dict]) -> list[str]:
    listed = {name: entry["sha384"] for package in packages for name, entry in package["files"].items()}
    found = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    del found[MANIFEST.name]
    return [
        *(f"{name} is missing." for name in sorted(listed.keys() - found.keys())),
        *(f"{name} is not in the manifest." for name in sorted(found.keys() - listed.keys())),
        *(
            f"{name} is not what the manifest says."
            for name in sorted(listed.keys() & found.keys())
            if sha384(found[name].read_bytes()) != listed[name]
        ),
    ]


def fetch(package: dict) -> None:
    """Unpack the listed files of one package and write their hashes into its entry."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = f"{package['name']}@{package['version']}"
        subprocess.run(["npm", "pack", "--silent", "--pack-destination", folder, wanted], check=True)
        (archive,) = Path(folder).iterdir()
        digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if f"sha512-{digest}" != package["integrity"]:
            raise CommandError(f"{wanted} is not the archive that the manifest pins.")
        with tarfile.open(archive) as tar:
            for name, entry in package["files"].items():
                unpack(tar, f"package/{entry['from']}", VENDOR / name)
                entry["sha384"] = sha384((VENDOR / name).read_bytes())


def unpack(tar: tarfile.TarFile, member: str, target: Path) -> None:
    source = tar.extractfile(member)
    if not source:
        raise CommandError(f"{member} is not a file of the archive.")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(SOURCE_MAP.sub(b"\n", source.read()))


def sha384(content: bytes) -> str:
    return base64.b64encode(hashlib.sha384(content).digest()).decode()

"""The map's third-party files are those that the manifest pins."""

import json
import shutil

from django.core.management import call_command

from maps.management.commands.vendor import MANIFEST, VENDOR, list_faults


def test_each_file_is_as_listed_and_has_a_licence():
    call_command("vendor", "--check", verbosity=0)
    for package in json.loads(MANIFEST.read_text()):
        assert package["integrity"].startswith("sha512-")
        assert any(name.endswith("LICENSE") for name in package["files"])


def test_a_change_a_loss_and_a_stranger_are_found(tmp_path):
    folder = shutil.copytree(VENDOR, tmp_path / "vendor")
    packages = json.loads(MANIFEST.read_text())
    assert list_faults(folder, packages) == []
    (folder / "protomaps-leaflet" / "protomaps-leaflet.js").write_text("alert(1)")
    (folder / "protomaps-leaflet" / "LICENSE").unlink()
    (folder / "extra.js").write_text("")
    assert list_faults(folder, packages) == [
        "protomaps-leaflet/LICENSE is missing.",
        "extra.js is not in the manifest.",
        "protomaps-leaflet/protomaps-leaflet.js is not what the manifest says.",
    ]


def test_no_source_map_is_looked_for():
    assert [path for path in VENDOR.rglob("*.js") if "sourceMappingURL" in path.read_text()] == []

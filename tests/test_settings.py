"""Settings fail loudly: what is missing or misspelt stops the start with a sentence that says what to write."""

import os
import subprocess
import sys

import pytest

from tests.maps.town import write_town

TILES = "https://tiles.example/{z}/{x}/{y}.png"
GOOD = {
    "SITE_URL": "https://protest.example",
    "SECRET_KEY": "x" * 50,
    "CONTACT_KEY": "y" * 50,
    "DATABASE_URL": "postgis://somebody@db.example/protests",
    "EMAIL_URL": "smtp://mail.example:587/?tls=true",
}


def start(**changes):
    environment = {"PATH": os.environ["PATH"], **GOOD, **changes}
    command = [sys.executable, "-c", "import protests.settings as s; print(s.ALLOWED_HOSTS, s.SESSION_COOKIE_NAME)"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, (done.stdout + done.stderr).strip().splitlines()[-1]


def test_a_full_configuration_starts():
    assert start() == (0, "['protest.example'] __Host-sid")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"SITE_URL": ""}, "SITE_URL is not set. Write the address people use"),
        ({"SITE_URL": "protest.example"}, "SITE_URL must be a scheme and a host"),
        ({"SITE_URL": "https://protest.example/map"}, "SITE_URL must be a scheme and a host"),
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({"ONION_HOST": "http://short.onion"}, "ONION_HOST must be 56 letters and digits and .onion"),
        ({"CONTACT_KEY": ""}, "CONTACT_KEY is not set"),
        ({"DATABASE_URL": ""}, "DATABASE_URL is not set. Write postgis://"),
        ({"DATABASE_URL": "postgis://db.example"}, "DATABASE_URL names no database"),
        ({"EMAIL_URL": ""}, "EMAIL_URL is not set. Write smtp://"),
        ({"DEBUG": "ture"}, "DEBUG"),
        ({"DATABASE_POOL": "many"}, "DATABASE_POOL"),
        ({"TILE_URL": TILES}, "TILE_URL and TILE_ATTRIBUTION go together. Write whom the map credits."),
        ({"TILE_ATTRIBUTION": "Example"}, "TILE_URL and TILE_ATTRIBUTION go together"),
        ({"TILE_URL": TILES, "TILE_ATTRIBUTION": "Example", "PMTILES": "x"}, "TILE_URL and PMTILES are two ways"),
        (
            {"TILE_URL": "tiles.example/{z}/{x}/{y}.png", "TILE_ATTRIBUTION": "Example"},
            "TILE_URL must be such as https",
        ),
        ({"TILE_URL": "https://{s}.example/{z}/{x}/{y}", "TILE_ATTRIBUTION": "Example"}, "TILE_URL must be such as"),
        ({"TILE_URL": "https://a.example/{z}/{x}.png", "TILE_ATTRIBUTION": "Example"}, "TILE_URL must be such as"),
        (
            {"TILE_URL": TILES, "TILE_ATTRIBUTION": "Example", "TILE_CACHE": "/dev/null/x"},
            "TILE_CACHE must be a folder",
        ),
        ({"PMTILES": "nowhere.pmtiles"}, "there is no file"),
        ({"PMTILES": __file__}, "is no PMTiles file (version 3) of vector tiles with gzip"),
    ],
)
def test_a_missing_or_misspelt_value_stops_the_start(changes, sentence):
    code, said = start(**changes)
    assert code == 1
    assert sentence in said


def test_streets_of_either_kind_start(tmp_path):
    town = write_town(tmp_path / "town.pmtiles", 178.4, -18.1)
    assert start(PMTILES=str(town))[0] == 0
    assert start(TILE_URL=TILES, TILE_ATTRIBUTION="Example", TILE_CACHE=str(tmp_path / "tiles"))[0] == 0
    assert (tmp_path / "tiles").stat().st_mode & 0o777 == 0o700

"""Without a connection: what makes the site installable, and what the worker is told. The worker itself is driven in
tests/browser/test_offline.py, its decisions in tests/js/worker.test.mjs."""

import json
import re
import struct
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from protests.views import offline

TOKENS = Path("protests/static/protests/css/tokens.css")


@pytest.fixture
def release():
    offline.release.cache_clear()
    yield offline.release
    offline.release.cache_clear()


def told(client):
    """What the worker is told of its release, and the script that it imports."""
    body = client.get("/sw.js").content.decode()
    found = re.fullmatch(r"const RELEASE = (\{.*\});\nimportScripts\(\"(.*)\"\);\n", body)
    return json.loads(found[1]), found[2]


@pytest.mark.parametrize(("prefix", "language", "direction"), [("", "en", "ltr"), ("/ar", "ar", "rtl")])
def test_the_site_can_be_installed_in_each_language_as_one_app(client, prefix, language, direction):
    response = client.get(f"{prefix}/manifest.webmanifest")
    manifest = response.json()
    assert response["Content-Type"] == "application/manifest+json"
    assert (manifest["id"], manifest["scope"], manifest["start_url"]) == ("/", "/", f"{prefix}/")
    assert (manifest["lang"], manifest["dir"], manifest["display"]) == (language, direction, "standalone")


def test_its_icons_are_as_large_as_it_says(client):
    icons = client.get("/manifest.webmanifest").json()["icons"]
    assert {(icon["sizes"], icon["purpose"]) for icon in icons} == {
        ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"),
    }  # fmt: skip
    for icon in icons:
        content = Path(finders.find(icon["src"].removeprefix(settings.STATIC_URL))).read_bytes()
        # PNG (ISO 15948) 11.2.2: IHDR comes first and starts with width and height.
        assert "{}x{}".format(*struct.unpack(">II", content[16:24])) == icon["sizes"]


def test_its_colours_are_those_of_the_pages(client, sarchk):
    paper = re.findall(r"--paper:\s*(#\w{6})", TOKENS.read_text())
    page = client.get("/about/").content.decode()
    assert re.findall(r'<meta name="theme-color" content="(#\w{6})"', page) == [paper[0], paper[1]]
    manifest = client.get("/manifest.webmanifest").json()
    assert manifest["theme_color"] == paper[0]
    assert f"--page:         {manifest['background_color']};" in TOKENS.read_text()


def test_every_page_names_the_manifest_of_its_language(client, sarchk):
    assert '<link rel="manifest" href="/ar/manifest.webmanifest">' in client.get("/ar/about/").content.decode()


def test_the_worker_is_asked_for_each_time_and_may_run_nothing_but_ours(client):
    response = client.get("/sw.js")
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "public, no-cache"
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert client.get("/sw.js", headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_the_shell_is_what_public_pages_consist_of(client):
    release, script = told(client)
    names = [path.removeprefix(settings.STATIC_URL) for path in release["shell"]]
    assert names == sorted(names)
    assert set(offline.FILES) <= set(names)
    assert script == "/static/protests/worker.js"
    assert not [name for name in names if re.search("moderate|submit|picker|worker|world-50m", name)]


def test_the_page_without_a_connection_is_kept_in_every_language(client):
    release, _script = told(client)
    assert release["offline"][0] == "/offline/"
    assert {client.get(path)["Content-Language"] for path in release["offline"]} == {c for c, _n in settings.LANGUAGES}


def test_a_version_is_of_what_is_in_the_files(client, release, monkeypatch):
    before = release()["version"]
    release.cache_clear()
    assert release()["version"] == before
    files = offline.shell()
    monkeypatch.setattr(offline, "shell", lambda: files | {"protests/css/site.css": b"body{}"})
    release.cache_clear()
    assert release()["version"] != before
    assert told(client)[0]["version"] == release()["version"]


def test_in_production_it_knows_the_names_with_a_hash(client, release, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}
    names = [name for finder in finders.get_finders() for name, _storage in finder.list([])]
    hashed = {name: re.sub(r"(\.\w+)$", r".0123456789ab\1", name) for name in names}
    (tmp_path / "staticfiles.json").write_text(json.dumps({"version": "1.1", "hash": "", "paths": hashed}))
    release, script = told(client)
    assert script == "/static/protests/worker.0123456789ab.js"
    assert [path for path in release["shell"] if ".0123456789ab." not in path] == []
    assert "/static/protests/css/site.0123456789ab.css" in release["shell"]


def test_a_page_that_can_be_kept_says_what_it_needs(client, publish):
    protest = publish()
    asked = r'data-keep="([^"]*)" data-needs="([^"]*)"'
    day = client.get("/ar/sarchk/may-31/?kind=march").content.decode()
    needs = "/ar/sarchk/may-31/pins.json /ar/sarchk/accent.css"
    assert re.findall(asked, day) == [("/ar/sarchk/may-31/", needs)]
    page = client.get(f"/p/{protest.code}/").content.decode()
    assert re.findall(asked, page) == [(f"/p/{protest.code}/", " /sarchk/accent.css")]


def test_without_script_nothing_is_offered_and_nothing_claimed(client, publish):
    """Both the buttons and the sentence of a kept copy are hidden until a script shows them."""
    publish()
    page = client.get("/sarchk/may-31/").content.decode()
    assert len(re.findall(r"<section class=\"keep\"[^>]* hidden>", page)) == 1
    assert len(re.findall(r"<p [^>]*data-saved hidden>", page)) == 1

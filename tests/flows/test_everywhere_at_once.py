"""Bo cancels, hides, restores: every output says so with the next request, and none of the others moves (S11, S21)."""

import re

import pytest

from protests.actions import changes, protests
from protests.rules.reasons import Hiding

PLACES = [
    "/sarchk/may-31/",
    "/sarchk/may-31/pins.json",
    "/sarchk/may-31/calendar.ics",
    "/sarchk/calendar.ics",
    "/sarchk/may-31/protests.geojson",
    "/sarchk/protests.geojson",
    "/sarchk/may-31/protests.csv",
    "/sarchk/protests.csv",
    "/sarchk/may-31/changes.atom",
    "/sarchk/changes.atom",
    "/api/v1/protests/",
    "/api/v1/protests/?format=geojson",
    "/api/v1/changes/",
    "/sitemap.xml",
]
ITS_OWN = ["/p/{}/", "/p/{}.ics", "/p/{}.geojson", "/p/{}.json", "/api/v1/protests/{}/"]
WITHOUT_WORDS = {"/sitemap.xml", "/sarchk/may-31/pins.json"}
CANCELLED = re.compile(r"cancelled", re.IGNORECASE)


@pytest.fixture
def outputs(client):
    """outputs(code) -> {path: what it says}, unfolded."""

    def outputs(code):
        paths = PLACES + [path.format(code) for path in ITS_OWN]
        return {path: client.get(path).content.decode().replace("\r\n ", "") for path in paths}

    return outputs


def test_a_cancelled_one_says_so_everywhere_with_the_next_request(outputs, publish, bo):
    protest = publish()
    before = outputs(protest.code)
    changes.cancel(code=protest.code, reason="Storm warning", by=bo)
    after = outputs(protest.code)
    for path, content in after.items():
        was, now = (len(CANCELLED.findall(text)) for text in (before[path], content))
        assert now > was or path == "/sitemap.xml", path
    changes.reinstate(code=protest.code, by=bo)
    again = outputs(protest.code)
    for path, content in again.items():
        assert content != after[path] or path == "/sitemap.xml", path  # a moment is a second there


def test_a_hidden_one_is_nowhere_with_the_next_request(outputs, publish, bo):
    protest = publish(title="Secret march", venue="Secret place", group_name="Secret group", description="Secret")
    for path, content in outputs(protest.code).items():
        assert "Secret" in content or path in WITHOUT_WORDS, path
    protests.hide(code=protest.code, reason=Hiding.values[0], by=bo)
    for path, content in outputs(protest.code).items():
        assert "Secret" not in content, path
    protests.restore(code=protest.code, by=bo)
    for path, content in outputs(protest.code).items():
        assert "Secret" in content or path in WITHOUT_WORDS, path


def test_asking_again_is_a_304_everywhere(client, publish):
    """D11, issue 6.4: a strong tag on every public output, in each coding that clients take."""
    protest = publish()
    paths = [*PLACES, *(path.format(protest.code) for path in ITS_OWN), "/api/v1/places/?q=suva", "/api/v1/schema/"]
    for path in paths:
        for coding in ("br", "gzip", "identity"):
            first = client.get(path, headers={"accept-encoding": coding})
            assert re.fullmatch(r'"[0-9a-f]{32}(-\w+)?"', first.headers["ETag"]), path
            assert "Last-Modified" in first.headers, path
            assert "Accept-Encoding" in first.headers["Vary"], path
            headers = {"accept-encoding": coding, "if-none-match": first.headers["ETag"]}
            again = client.get(path, headers=headers)
            assert (again.status_code, again.content) == (304, b""), path

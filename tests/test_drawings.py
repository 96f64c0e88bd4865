"""Posters, share cards and QR codes as files: kept, answered with 304, and never older than what they show may be."""

from datetime import timedelta

import pytest
from django.conf import settings

from protests import public
from protests.models import Protest


@pytest.fixture
def one(publish):
    """A march in Suva as everybody sees it."""
    return public.find_protest(publish().code)


FILES = {
    "poster.pdf": ("application/pdf", "poster-{code}-{language}.pdf"),
    "card.png": ("image/png", "{code}-{language}.png"),
    "qr.svg": ("image/svg+xml", "qr-{code}.svg"),
}


@pytest.mark.parametrize("file", FILES)
def test_files_are_kept_and_answered_with_304(one, client, file):
    code = one.code
    path = f"/zh-hant/p/{code}/{file}"
    first = client.get(path)
    media_type, name = FILES[file]
    assert first.headers["Content-Type"] == media_type
    assert name.format(code=code, language="zh-hant") in first.headers["Content-Disposition"]
    assert first.headers["Cache-Control"] == "public, max-age=30, stale-if-error=3600"
    assert not first.cookies
    assert client.get(path, headers={"if-none-match": first.headers["ETag"]}).status_code == 304
    head = client.head(path)
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", first.headers["ETag"])
    assert client.get(path, {"utm": "x"}).status_code == 400
    assert client.get(f"/p/22222222/{file}").status_code == 404


def test_they_are_drawn_anew_when_anything_on_them_changes(one, client, publish):
    code = one.code
    before = {file: client.get(f"/p/{code}/{file}").headers["ETag"] for file in FILES}
    publish(title="In Berlin", latitude=52.5244, longitude=13.4105)
    after = {file: client.get(f"/p/{code}/{file}").headers["ETag"] for file in FILES}
    assert [file for file in FILES if before[file] != after[file]] == ["card.png"]  # 2 cities, 2 countries


def test_they_live_no_longer_than_what_is_withheld(publish, client, time_machine, may_31):
    reveal = f"{may_31.starts_on - timedelta(days=1)}T18:00"
    protest = Protest.objects.get(pk=publish(precision="city", reveal_at=reveal).pk)
    time_machine.move_to(protest.reveal_at - timedelta(seconds=10), tick=False)
    path = f"/p/{protest.code}/poster.pdf"
    before = client.get(path)
    assert before.headers["Cache-Control"].startswith("public, max-age=10,")
    time_machine.move_to(protest.reveal_at, tick=False)
    after = client.get(path, headers={"if-none-match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.headers["Cache-Control"].startswith("public, max-age=30,")


def test_the_page_leads_to_them(one, client):
    code = one.code
    page = client.get(f"/p/{code}/").content.decode()
    for path in (f"/p/{code}/poster.pdf", f"/p/{code}/card.png"):
        assert f'href="{path}"' in page
    others = [language for language, _name in settings.LANGUAGES if language != "en"]
    for language in others:
        assert f'href="/{language}/p/{code}/poster.pdf" lang="{language}"' in page
    image = f'<meta property="og:image" content="{settings.SITE_URL}/de/p/{code}/card.png">'
    assert image in client.get(f"/de/p/{code}/").content.decode()

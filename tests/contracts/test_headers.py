"""What every answer carries (S06, S07, TRUST 5): nothing is cached, framed or set as a cookie unless it was decided."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from tests.contracts.test_access import MATRIX, READ, address

PRIVATE = {"dev_mail", "status", "healthz", "manage_copy", "forgotten", "group"}
PUBLIC = sorted(name for name, decided in MATRIX.items() if decided is READ and name not in PRIVATE)
CLOSED = sorted(set(MATRIX) - set(PUBLIC))
# Nothing in them is about a protest.
LONGER = {"maps:places", "accent", "robots", "security_txt", "embed_element", "colour"}
# A release must reach every browser that has the worker of the one before.
ASKED_EACH_TIME = {"worker"}
OPEN_TO_PROGRAMS = re.compile(
    r"_(calendar|geojson|csv|xlsx|atom|json|poster|card|qr|pins|element|png|svg)$|^(sitemap|colour|oembed)$"
    r"|^api:(?!docs)"
)
# The only pages that other sites may frame; nothing in them can be sent.
FRAMEABLE = {"day_embed", "protest_embed"}


@pytest.mark.parametrize("name", PUBLIC)
def test_public_answers_are_cached_for_seconds_and_set_no_cookie(client, arguments, name):
    response = client.get(address(name, arguments))
    if name in ASKED_EACH_TIME:
        assert response["Cache-Control"] == "public, no-cache"
    else:
        seconds = re.fullmatch(r"public, max-age=(\d+), stale-if-error=3600", response["Cache-Control"])
        assert int(seconds[1]) <= 30 or name in LONGER
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()
    assert "accept-language" not in response.get("Vary", "").lower()


@pytest.mark.parametrize("name", CLOSED)
def test_everything_else_is_kept_nowhere(bo_signed_in, arguments, name):
    response = bo_signed_in.get(address(name, arguments))
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_headers_of_every_answer(bo_signed_in, arguments, name):
    response = bo_signed_in.get(address(name, arguments))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response.get("X-Frame-Options") == (None if name in FRAMEABLE else "DENY")
    assert response["Permissions-Policy"].startswith("geolocation=(self), camera=()")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert ("frame-ancestors *" if name in FRAMEABLE else "frame-ancestors 'none'") in policy
    assert name not in FRAMEABLE or "form-action 'none'" in policy
    assert "unsafe" not in policy
    open_to_programs = bool(OPEN_TO_PROGRAMS.search(name))
    assert response["Cross-Origin-Resource-Policy"] == (
        "cross-origin" if open_to_programs or name in FRAMEABLE else "same-origin"
    )
    assert response.get("Access-Control-Allow-Origin") == ("*" if open_to_programs else None)


@pytest.mark.parametrize("status", [400, 404])
def test_errors_carry_the_same_headers(client, arguments, status):
    response = client.get({404: "/p/22222222/", 400: "/sarchk/may-31/calendar.ics?country=Atlantis"}[status])
    assert response.status_code == status
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == {404: "public, max-age=10", 400: "no-store, private"}[status]


@pytest.mark.parametrize("host", ["evil.test", "127.0.0.1.evil.test", "localhost@evil.test"])
def test_a_foreign_host_is_refused(client, host):
    """B66"""
    assert client.get("/", HTTP_HOST=host).status_code == 400


def test_links_are_of_the_site_whatever_the_spelling_of_the_host(client, arguments):
    """B66: Django lets port, case and a trailing dot of a good host through."""
    for path in ("/sarchk/", "/sarchk/may-31/", f"/p/{arguments['code']}/", "/sarchk/may-31/calendar.ics"):
        body = client.get(path, HTTP_HOST="LOCALHOST:9999").content.lower()
        assert b"localhost" not in body


def test_forwarded_headers_have_no_effect(client, arguments):
    """B67: links are always of SITE_URL."""
    plain = client.get(reverse("day", args=["sarchk", "may-31"])).content
    spoofed = {
        "HTTP_X_FORWARDED_HOST": "evil.test",
        "HTTP_X_ORIGINAL_URL": "/moderate/",
        "HTTP_X_FORWARDED_FOR": "1.1.1.1",
    }
    body = client.get(reverse("day", args=["sarchk", "may-31"]), **spoofed).content
    assert b"evil.test" not in body
    assert len(plain) == len(body)


@pytest.mark.parametrize(
    "path", ["/m/token/manage.css", "/p/22222222/x.css", "/moderate/x.js", "/p/%2e%2e/x", "/x%00y"]
)
def test_an_address_that_only_looks_like_a_file_is_kept_nowhere(client, db, path):
    """B77: cache deception."""
    response = client.get(path)
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store, private"


def test_an_ended_session_changes_nothing_of_a_public_page(client, db):
    client.cookies[settings.SESSION_COOKIE_NAME] = "ended"
    response = client.get("/about/")
    assert response.status_code == 200
    assert not response.cookies
    assert response["Cache-Control"].startswith("public")

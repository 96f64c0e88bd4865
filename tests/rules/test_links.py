"""Which addresses may be shown as links (TRUST.md B27-B31). Nothing is ever looked up or fetched."""

import pytest

from protests.rules.faults import Refused
from protests.rules.links import web_address


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("javascript:alert(1)", "url.scheme"),  # B27
        ("JaVaScRiPt:alert(1)", "url.scheme"),  # B27
        ("data:text/html,<script>", "url.scheme"),  # B27
        ("file:///etc/passwd", "url.scheme"),  # B27
        ("ftp://example.org/", "url.scheme"),  # B27
        ("mailto:a@example.org", "url.scheme"),  # B27
        ("https://example.com@evil.test/", "url.userinfo"),  # B28
        ("https://user:secret@example.com/", "url.userinfo"),  # B28
        ("http://127.0.0.1", "url.private_address"),  # B29
        ("http://[::1]/", "url.private_address"),  # B29
        ("http://[::ffff:10.0.0.1]/", "url.private_address"),  # B29
        ("http://169.254.169.254/latest/meta-data", "url.private_address"),  # B29
        ("http://0x7f.1/", "url.private_address"),  # B29
        ("http://2130706433/", "url.private_address"),  # B29
        ("http://0177.0.0.1/", "url.private_address"),  # B29
        ("http://192.168.1.1/", "url.private_address"),  # B29
        ("http://localhost:8000/", "url.private_address"),  # B29
        ("http://LOCALHOST./", "url.private_address"),  # B29
        ("http://printer.local/", "url.private_address"),  # B29
        ("http://a.internal/", "url.private_address"),  # B29
        ("https://exa mple.org", "url.invalid"),  # B30
        ("https://example.org\r\nX: y", "url.invalid"),  # B30
        ("https://example.org/\u202egpj", "url.invalid"),  # B30
        ("https://example.org\\@evil.test", "url.invalid"),  # B30
        ("https://example.org/" + "x" * 481, "url.too_long"),  # B31: 501
        ("https://", "url.invalid"),
        ("https://example", "url.invalid"),
        ("https://example.org:99999/", "url.invalid"),
        ("https://[::1", "url.invalid"),
        ("just words", "url.invalid"),
        (47, "url.invalid"),
        (["https://example.org"], "url.invalid"),
    ],
)
def test_what_is_no_address_for_everybody(typed, code):
    with pytest.raises(Refused) as refused:
        web_address(typed)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        (None, ""),
        ("   ", ""),
        ("https://example.org/31-may?x=1#top", "https://example.org/31-may?x=1#top"),
        ("http://example.org", "http://example.org"),
        ("  https://example.org  ", "https://example.org"),
        ("example.org/march", "https://example.org/march"),
        ("www.example.org", "https://www.example.org"),
        ("https://例え.テスト/道", "https://例え.テスト/道"),
        ("https://example.org:8443/", "https://example.org:8443/"),
        ("https://example.org/" + "x" * 480, "https://example.org/" + "x" * 480),  # B31: 500
    ],
)
def test_what_is_kept(typed, kept):
    assert web_address(typed) == kept

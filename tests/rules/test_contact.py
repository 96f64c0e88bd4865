"""How an organiser can be reached (TRUST.md B19-B25): one plain address, or a receipt code."""

import pytest

from protests.rules.contact import ContactDraft, read
from protests.rules.faults import Reading


def codes(confirmed=(), **raw):
    reading = Reading(frozenset(confirmed))
    read(raw, reading)
    return [(fault.field, fault.code) for fault in reading.faults]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (None, "email.required"),  # B19
        ("", "email.required"),  # B19
        ("   ", "email.required"),  # B19
        ("a@b", "email.invalid"),  # B20
        ("a b@c.org", "email.invalid"),  # B20
        ("@c.org", "email.invalid"),  # B20
        ('"a,b"@c.org', "email.invalid"),  # B20
        ("amina", "email.invalid"),  # B20
        ("a@b.org\r\nBcc: x@y.org", "email.invalid"),  # B21
        ("a@b.org\n", "email.invalid"),  # B21
        ("a@b.org\x00", "email.invalid"),  # B21
        ("a@b.org\x0bBcc: x", "email.invalid"),  # B21
        ("Amina <a@b.org>", "email.invalid"),
        ("a" * 245 + "@example.org", "email.too_long"),  # B22
        ("a" * 65 + "@example.org", "email.too_long"),  # B22
        ("a@[127.0.0.1]", "email.domain"),  # B23
        ("a@localhost", "email.domain"),  # B23
        ("a@LOCALHOST", "email.domain"),  # B23
        ("a@b.org, c@d.org", "email.one_address"),  # B24
        ("a@b.org;c@d.org", "email.one_address"),  # B24
        (["a@b.org"], "email.required"),
        (True, "email.required"),
    ],
)
def test_what_is_no_address(typed, code):
    assert codes(email=typed) == [("email", code)]


def test_b19_says_what_else_may_be_chosen():
    reading = Reading()
    read({}, reading)
    expected = "Enter an address, or choose a receipt code. It is never published."
    assert str(reading.faults[0].message) == expected


def test_b25_a_domain_in_another_script_is_shown_as_it_really_is_and_has_to_be_confirmed():
    reading = Reading()
    read({"email": "a@еxample.com"}, reading)  # the first letter of the domain is Cyrillic
    fault = reading.faults[0]
    assert (fault.code, fault.may_confirm) == ("email.unusual_domain", True)
    assert "xn--xample-2of.com" in str(fault.message)


def test_b25_confirmed_it_is_taken():
    reading = Reading(frozenset({"email.unusual_domain"}))
    assert read({"email": "a@еxample.com"}, reading) == ContactDraft("a@еxample.com")
    assert reading.faults == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("amina@example.org", "amina@example.org"),
        (" amina@example.org ", "amina@example.org"),
        ("Amina.O'Neil+march@Example.ORG", "Amina.O'Neil+march@example.org"),
    ],
)
def test_what_is_kept(typed, kept):
    assert read({"email": typed}, Reading()).email == kept


def test_a_receipt_code_needs_no_address():
    assert read({"receipt": True}, Reading()).wants_receipt
    assert not read({"receipt": True, "email": "amina@example.org"}, Reading()).wants_receipt


@pytest.mark.parametrize("receipt", [False, None, "true", 1, "on"])
def test_only_true_chooses_a_receipt_code(receipt):
    assert codes(receipt=receipt) == [("email", "email.required")]

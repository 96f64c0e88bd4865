"""Filling in the form of a protest, for the tests that need it done."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone as clock

PAGE = "/sarchk/may-31/submit/"
FORM = "application/x-www-form-urlencoded"
TYPED = {
    "title": "March for the 47",
    "kind": "march",
    "local_start": "18:00",
    "city": "Suva",
    "venue": "Harbour park, by the fountain",
    "precision": "exact",
    "reveal": "on",
    "email": "amina@example.org",
    "agreed": "on",
}


@pytest.fixture
def send(client, may_31, time_machine):
    """Opens the form, fills it in for a minute and sends it: send(title="...") -> response. None leaves a field out."""

    time_machine.move_to(clock.now(), tick=False)

    def send(_page=PAGE, _key=None, **changes):
        key = _key or key_of(client.get(_page))
        time_machine.shift(timedelta(minutes=1))
        typed = TYPED | {"local_date": f"{may_31.starts_on}"} | changes
        fields = {name: value for name, value in typed.items() if value is not None}
        return client.post(_page, urlencode({"key": key, **fields}, doseq=True), FORM)

    return send


def key_of(response):
    return re.search(r'name="key" value="([^"]+)"', response.content.decode())[1]


def faults(response):
    """{field: [codes]} of a form that came back."""
    assert response.status_code == 422
    errors = response.context["form"].errors
    return {field: [error.code for error in found.as_data()] for field, found in errors.items()}

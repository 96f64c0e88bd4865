"""GET /maps/places/?q=: what the picker and the finder ask for."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_towns_with_label_and_position(client):
    response = client.get(reverse("maps:places"), {"q": "Paris, Texas"})
    assert response.json() == {
        "results": [
            {
                "id": 4717560,
                "name": "Paris",
                "region": "Texas",
                "country": "US",
                "timezone": "America/Chicago",
                "latitude": 33.66094,
                "longitude": -95.55551,
                "population": 24782,
                "label": "Paris, Texas, United States of America",
                "country_name": "United States of America",
            }
        ]
    }


def test_S06_it_is_about_nobody_and_may_be_cached(client):
    response = client.get(reverse("maps:places"), {"q": "Suva"})
    assert response.headers["Cache-Control"].startswith("public, max-age=86400")
    assert response.cookies == {}


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "a" * 101}])
def test_B64_without_a_name_it_says_how_to_ask(client, query):
    response = client.get(reverse("maps:places"), query)
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["errors"][0]["field"] == "q"


def test_B60_it_only_reads(client):
    assert client.post(reverse("maps:places"), {"q": "Suva"}).status_code == 405

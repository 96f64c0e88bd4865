"""Distances on the globe, across the date line too."""

import pytest

from maps.distance import km_between

SUVA, APIA, BERLIN, MUNICH = (178.4415, -18.1416), (-171.77, -13.83), (13.405, 52.52), (11.576, 48.137)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        (BERLIN, BERLIN, 0),
        (BERLIN, MUNICH, 504),
        (SUVA, APIA, 1151),
        ((0, 90), (0, -90), 20015),
        ((0, 0), (180, 0), 20015),
    ],
)
def test_kilometres_along_the_great_circle(one, other, km):
    assert km_between(one, other) == pytest.approx(km, abs=1)
    assert km_between(other, one) == km_between(one, other)

"""GeoJSON: RFC 7946, by a validator that nobody here wrote, and with the properties that SPEC promises."""

import json

import pytest

from protests.formats import geojson
from tests.by_hand import ONLINE, UNANNOUNCED, WITHHELD, suva
from tests.programs import geojson_faults

APIA = {"code": "EFGH2345", "point": (-171.7667, -13.8333), "locality": "Apia", "country": "WS"}


def test_a_feature_has_lon_lat_and_the_promised_properties():
    """A2, A6, A7: start as UTC, as wall time and zone; how exact the point is."""
    assert geojson.feature(suva()) == {
        "type": "Feature",
        "id": "ABCD2345",
        "geometry": {"type": "Point", "coordinates": [178.4415, -18.1416]},
        "properties": {
            "code": "ABCD2345",
            "url": "http://127.0.0.1:8000/p/ABCD2345/",
            "title": "March for the 47",
            "kind": "march",
            "status": "confirmed",
            "going_ahead": False,
            "is_moved": False,
            "starts_at": "2026-05-31T06:00:00Z",
            "local_date": "2026-05-31",
            "local_start": "18:00",
            "local_end": "20:00",
            "timezone": "Pacific/Fiji",
            "venue": "Harbour park, by the fountain",
            "locality": "Suva",
            "country": "FJ",
            "precision": "exact",
            "accuracy": "exact",
            "group": "Suva stands",
            "checked": True,
            "turnout": None,
            "is_sample": False,
            "updated_at": "2026-05-02T10:00:00Z",
        },
    }


def test_what_is_not_announced_is_null():
    properties = geojson.feature(suva(**UNANNOUNCED))["properties"]
    assert [properties[name] for name in ("starts_at", "local_start", "local_end")] == [None, None, None]
    assert properties["local_date"] == "2026-05-31"


@pytest.mark.parametrize("changes", [ONLINE, WITHHELD])
def test_what_has_no_pin_has_no_geometry(changes):
    assert geojson.feature(suva(**changes))["geometry"] is None


@pytest.mark.parametrize(
    ("protests", "bbox"),
    [
        ([], None),
        ([suva(**ONLINE)], None),
        ([suva()], [178.4415, -18.1416, 178.4415, -18.1416]),
        ([suva(), suva(**APIA), suva(**WITHHELD)], [178.4415, -18.1416, -171.7667, -13.8333]),
        ([suva(point=(-180.0, -90.0)), suva(point=(0.0, 90.0))], [-180.0, -90.0, 0.0, 90.0]),
    ],
)
def test_the_box_holds_all_points_and_may_cross_the_date_line(protests, bbox):
    """P5, B48: west > east across 180° (RFC 7946, 5.2)."""
    made = geojson.collection([geojson.FEATURE.piece(protest) for protest in protests])
    assert json.loads(made).get("bbox") == bbox
    assert geojson_faults(made) == []


def test_hostile_text_stays_text():
    """B08, B09, B10."""
    title = "</script>\u2028香港 <b>{{7*7}}\x00"
    content = geojson.encode(geojson.feature(suva(title=title)))
    assert geojson_faults(content) == []
    assert json.loads(content)["properties"]["title"] == title
    assert "香港".encode() in content

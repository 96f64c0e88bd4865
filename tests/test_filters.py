"""The query language: what is understood, what is refused and how, and what pages drop."""

from datetime import UTC, date, datetime
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.bbox import Bbox
from protests import filters, public
from protests.filters import BadQuery, Query
from protests.rules.parameters import READERS, Position


def parse(text, **kwargs):
    return filters.parse(QueryDict(text), **kwargs)


def faults(text, **kwargs):
    with pytest.raises(BadQuery) as refused:
        parse(text, **kwargs)
    return [(fault.field, fault.code) for fault in refused.value.faults]


UNDERSTOOD = [
    ("", Query(), ""),
    ("country=de,AT&country=at", Query(country=("AT", "DE")), "country=AT,DE"),
    ("near=52.5200,13.40", Query(near=Position(52.52, 13.4)), "near=52.52,13.4&within=50"),
    ("within=25&near=-18.1,178", Query(near=Position(-18.1, 178.0), within=25.0), "near=-18.1,178&within=25"),
    ("place=2198148&within=5", Query(place="2198148", within=5.0), "place=2198148&within=5"),
    ("place= 台北 ", Query(place="台北"), "place=%E5%8F%B0%E5%8C%97&within=50"),
    ("bbox=170,-10,-170,10", Query(bbox=Bbox(170, -10, -170, 10)), "bbox=170,-10,-170,10"),
    ("on=2026-05-31", Query(on=date(2026, 5, 31)), "on=2026-05-31"),
    ("to=2026-06-04&from=2026-05-31", Query(first=date(2026, 5, 31), last=date(2026, 6, 4)), None),
    ("kind=vigil,march", Query(kind=("march", "vigil")), "kind=march,vigil"),
    ("status=cancelled", Query(status=("cancelled",)), "status=cancelled"),
    ("cancelled=exclude&accessible=1", Query(cancelled="exclude", accessible="1"), "cancelled=exclude&accessible=1"),
    ("language=zh-Hant", Query(language=("zh-hant",)), "language=zh-hant"),
    ("q=  Harbour%20park ", Query(q="Harbour park"), "q=Harbour+park"),
    (
        "updated_since=2026-05-31T18:00:00%2B02:00",
        Query(updated_since=datetime(2026, 5, 31, 16, tzinfo=UTC)),
        "updated_since=2026-05-31T16:00:00Z",
    ),
]


@pytest.mark.parametrize(("text", "query", "canonical"), UNDERSTOOD)
def test_what_is_understood_is_always_written_the_same_way(text, query, canonical):
    assert parse(text) == query
    written = filters.canonical(query)
    assert written == (canonical if canonical is not None else "from=2026-05-31&to=2026-06-04")
    assert parse(written) == query


REFUSED = [
    # B47: nothing but four numbers ever becomes a box, nothing but two a place
    ('bbox={"driver":"GTiff","name":"x.tif"}', [("bbox", "bbox.invalid")]),
    ("bbox=/vsicurl/http://example.org/x.tif", [("bbox", "bbox.invalid")]),
    ("near=POINT(1 2)", [("near", "near.format")]),
    # B50
    ("bbox=1,2,3", [("bbox", "bbox.invalid")]),
    ("bbox=1,2,3,4,5", [("bbox", "bbox.invalid")]),
    ("bbox=nan,nan,nan,nan", [("bbox", "bbox.invalid")]),
    ("bbox=a,b,c,d", [("bbox", "bbox.invalid")]),
    ("bbox=1,10,2,-10", [("bbox", "bbox.invalid")]),
    ("bbox=" + "1" * 10_240, [("query", "query.too_long")]),
    # B51
    *[(f"near=1,2&within={km}", [("within", "within.range")]) for km in ("0", "-1", "1e9", "NaN", "abc", "501", "٤٥")],
    ("within=50", [("within", "within.alone")]),
    ("near=1,2&place=5", [("near", "near.or_place")]),
    ("near=91,0", [("near", "near.format")]),
    ("near=1,181", [("near", "near.format")]),
    ("near=1", [("near", "near.format")]),
    ("near=1_0,2", [("near", "near.format")]),
    # B61, B62, B63, B78: no oracle, no paging by number, no JSONP
    ("page=0", [("page", "unknown_parameter")]),
    ("limit=1e9", [("limit", "unknown_parameter")]),
    ("ordering=contact__email", [("ordering", "unknown_parameter")]),
    ("contact__email__startswith=a", [("contact__email__startswith", "unknown_parameter")]),
    ("_connector=OR", [("_connector", "unknown_parameter")]),
    ("__class__=x", [("__class__", "unknown_parameter")]),
    ("callback=x", [("callback", "unknown_parameter")]),
    ("x" * 60 + "=1", [("x" * 40, "unknown_parameter")]),
    # B64
    ("q=" + "a" * 50_000, [("query", "query.too_long")]),
    ("q=" + "a" * 101, [("q", "text.too_long")]),
    ("q=%00", [("q", "text.control_character")]),
    ("q=", [("q", "required")]),
    # B39
    ("on=2026-02-30", [("on", "date.format")]),
    ("on=20260531", [("on", "date.format")]),
    ("from=२०२७-०१-०१", [("from", "date.format")]),
    ("from=2026-06-01&to=2026-05-31", [("to", "to.before_from")]),
    ("on=2026-05-31&on=2026-06-01", [("on", "repeated")]),
    ("country=Germany", [("country", "country.unknown")]),
    ("country=UK", [("country", "country.unknown")]),
    ("country=DE,", [("country", "country.unknown")]),
    ("kind=riot", [("kind", "kind.unknown")]),
    ("status=live", [("status", "status.unknown")]),
    ("cancelled=no", [("cancelled", "cancelled.unknown")]),
    ("accessible=true", [("accessible", "accessible.unknown")]),
    ("language=../../x", [("language", "language.format")]),
    ("place=99999999999999999999", [("place", "place.unknown")]),
    ("updated_since=yesterday", [("updated_since", "updated_since.format")]),
    ("updated_since=2026-05-31T18:00:00", [("updated_since", "updated_since.format")]),
    ("updated_since=0001-01-01T00:00:00%2B14:00", [("updated_since", "updated_since.format")]),
    ("updated_since=2026-02-30T00:00:00Z", [("updated_since", "updated_since.format")]),
    # everything at once
    ("kind=riot&bbox=1&x=1", [("x", "unknown_parameter"), ("bbox", "bbox.invalid"), ("kind", "kind.unknown")]),
]


@pytest.mark.parametrize(("text", "expected"), REFUSED, ids=[text[:40] for text, _faults in REFUSED])
def test_what_is_refused_names_the_parameter(text, expected):
    assert faults(text) == expected


def test_messages_show_the_right_form_and_never_the_value():
    with pytest.raises(BadQuery) as refused:
        parse("bbox=evil&near=evil&within=evil&country=evil&kind=evil&updated_since=evil&evil=1")
    messages = [str(fault.message) for fault in refused.value.faults]
    assert not [message for message in messages if "evil" in message]
    forms = "country=DE,AT", "bbox=5.9,47.3,15.0,55.1", "near=52.52,13.40", "within=50", "rally", "Known here: country"
    assert [form for form in forms if not any(form in message for message in messages)] == []


def test_a_caller_reads_its_own_parameters():
    assert parse("cursor=after-1&kind=march", also=["cursor"]) == Query(kind=("march",))
    assert faults("cursor=1&cursor=2", also=["cursor"]) == [("cursor", "repeated")]
    assert filters.only(QueryDict("")) is None
    with pytest.raises(BadQuery):
        filters.only(QueryDict("kind=march"))


PAGES = [
    ("country=DE", None),
    ("", None),
    ("country=DE&fbclid=x&utm_source=mail", "country=DE"),
    ("country=DE&kind=&q=", "country=DE"),
    ("view=map&fbclid=x", "view=map"),
    ("fbclid=x", ""),
    ("bbox=1,2,3,4&x=1", "bbox=1,2,3,4"),
]


@pytest.mark.parametrize(("text", "clean"), PAGES)
def test_pages_go_to_the_clean_address(text, clean):
    asked = filters.parse_for_page(QueryDict(text), also=["view"])
    assert asked.clean == clean
    assert asked.faults == ()


def test_pages_tell_a_bad_value_and_answer_the_rest():
    asked = filters.parse_for_page(QueryDict("country=DE&kind=riot"))
    assert asked.query == Query(country=("DE",))
    assert [(fault.field, fault.code) for fault in asked.faults] == [("kind", "kind.unknown")]
    assert asked.clean is None


def found(text):
    return [protest.title for protest in public.protests(filters.narrow(parse(text)))]


@pytest.fixture
def three(publish):
    """Suva and Apia face each other across the date line; Berlin is elsewhere."""
    publish(title="Suva")
    publish(title="Apia", latitude=-13.8333, longitude=-171.7667, kind="vigil", languages=["en"], accessible=True)
    return publish(title="Berlin", latitude=52.5244, longitude=13.4105, languages=["de"], venue="100%_\\ gate")


NARROWED = [
    ("", {"Suva", "Apia", "Berlin"}),
    ("country=FJ,WS", {"Suva", "Apia"}),
    ("bbox=170,-30,-170,10", {"Suva", "Apia"}),  # B49, P5: only across the date line
    ("bbox=-170,-30,170,10", set()),
    ("near=52.5,13.4&within=30", {"Berlin"}),
    ("near=-16,-175&within=500", {"Apia"}),
    ("place=2950159", {"Berlin"}),
    ("place=suva", {"Suva"}),
    ("kind=vigil", {"Apia"}),
    ("status=cancelled", set()),
    ("cancelled=exclude", {"Suva", "Apia", "Berlin"}),
    ("accessible=1", {"Apia"}),
    ("language=de", {"Berlin"}),
    ("q=berlin gate", {"Berlin"}),
    ("q=100%25_%5C", {"Berlin"}),  # B64: taken literally
    ("q=%25", {"Berlin"}),
    ("q=((((a%2B)%2B)%2B", set()),
    ("updated_since=2020-01-01T00:00:00Z", {"Suva", "Apia", "Berlin"}),
    ("updated_since=2999-01-01T00:00:00Z", set()),
    ("from=2020-01-01&to=2020-12-31", set()),
]


def test_each_parameter_narrows(three):
    got = {text: set(found(text)) for text, _titles in NARROWED}
    assert got == dict(NARROWED)
    assert found(f"on={three.local_date}&country=DE") == ["Berlin"]
    assert found(f"from={three.local_date}&to={three.local_date}&country=DE") == ["Berlin"]


def test_homonyms_are_listed_with_their_numbers(three):
    with pytest.raises(BadQuery) as refused:
        found("place=Springfield")
    fault = refused.value.faults[0]
    assert fault.code == "place.ambiguous"
    assert "4250542 = Springfield, Illinois" in str(fault.message)
    with pytest.raises(BadQuery) as refused:
        found("place=999999999")
    assert [fault.code for fault in refused.value.faults] == ["place.unknown"]


def test_reading_a_query_asks_nothing_of_the_database(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        filters.canonical(parse("place=Springfield&within=5&country=US"))


names = st.sampled_from([*READERS, "x", "cursor"])
values = st.text(max_size=30) | st.sampled_from([text.partition("=")[2] for text, _query, _canonical in UNDERSTOOD])


@settings(deadline=None)
@given(st.lists(st.tuples(names, values), max_size=6))
def test_whatever_is_asked_is_understood_or_refused_and_written_the_same_way_again(pairs):
    """S18, L6: no third way out, and one key for one question."""
    try:
        query = filters.parse(QueryDict(urlencode(pairs)))
    except BadQuery:
        return
    written = filters.canonical(query)
    assert filters.parse(QueryDict(written)) == query

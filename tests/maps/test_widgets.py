"""The pin picker: two fields without script, a frame for the map with it."""

from django import forms

from maps.widgets import PointPicker


class Where(forms.Form):
    place = forms.Field(widget=PointPicker)


def test_S02_two_labelled_fields_and_a_hidden_frame():
    html = str(Where()["place"])
    assert 'name="latitude"' in html
    assert '<label class="field__label" for="id_place_longitude">' in html
    assert 'data-picker data-latitude="id_place_latitude" data-longitude="id_place_longitude"' in html
    assert 'data-places="/maps/places/"' in html
    assert "hidden" in html


def test_what_was_typed_comes_back():
    form = Where({"latitude": "52,5", "longitude": '"><script>'})
    assert form["place"].value() == ("52,5", '"><script>')
    html = str(form["place"])
    assert 'value="52,5"' in html
    assert "<script" not in html


def test_the_label_leads_to_the_first_field():
    assert Where()["place"].id_for_label == "id_place_latitude"

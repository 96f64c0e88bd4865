"""A point in a form: two fields that work without script, and the frame in which picker.js shows a map."""

from collections.abc import Mapping

from django import forms
from django.urls import reverse

from maps.basemap import basemap


class PointPicker(forms.Widget):
    """Its value is what was typed, as (latitude, longitude) texts; `maps.points.point_from` makes a point of them.

    The inputs are text with a decimal keyboard: a number input forgets what it can't read, and what was typed must
    come back with the message.
    """

    template_name = "maps/point_picker.html"
    names = ("latitude", "longitude")

    def get_context(self, name: str, value: tuple[str, str] | None, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        field_id = context["widget"]["attrs"].get("id", f"id_{name}")
        typed = zip(self.names, value or ("", ""), strict=True)
        inputs = [{"name": part, "id": f"{field_id}_{part}", "value": text} for part, text in typed]
        return context | {"inputs": inputs, "basemap": basemap(), "places": reverse("maps:places")}

    def value_from_datadict(self, data: Mapping[str, str], files: object, name: str) -> tuple[str, str]:
        latitude, longitude = (data.get(part, "") for part in self.names)
        return latitude, longitude

    def value_omitted_from_data(self, data: Mapping[str, str], files: object, name: str) -> bool:
        return not any(part in data for part in self.names)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_latitude"

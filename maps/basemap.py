"""What lies under the pins of a Leaflet map, where its files are and whom it credits.

Natural Earth, from our own origin, is the ground of every map. Streets, close in, are a host's choice
(docs/basemaps.md): pictures of a tile server through our own origin, or a PMTiles file of this server's own.
"""

from dataclasses import dataclass

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

OPENSTREETMAP = "OpenStreetMap"
COPYRIGHT = "https://www.openstreetmap.org/copyright"


@dataclass(frozen=True)
class Streets:
    """`url` is that of a PMTiles file where `painter` names the script that draws it, else of pictures, with
    {z}/{x}/{y} in it. The credit leads to `terms`, if there are any."""

    url: str
    credit: str | Promise
    terms: str
    painter: str = ""


@dataclass(frozen=True)
class Basemap:
    """Paths of two TopoJSON files with an object `countries`, cut at 180°: `world` first, `detail` when zoomed in."""

    credit: str | Promise
    world: str
    detail: str
    streets: Streets | None


def basemap() -> Basemap:
    """The configured base map. maps/_basemap.html writes it as data-credit, data-world, data-detail, data-streets..."""
    return Basemap(
        # The borders are Natural Earth's, not a position.
        credit=_("Map: Natural Earth"),
        world=static("maps/world/world-110m.topojson"),
        detail=static("maps/world/world-50m.topojson"),
        streets=_streets(),
    )


def _streets() -> Streets | None:
    if settings.PMTILES:
        painter = static("maps/vendor/protomaps-leaflet/protomaps-leaflet.js")
        return Streets(_path("maps:streets"), _("© OpenStreetMap contributors"), COPYRIGHT, painter)
    if settings.TILE_URL:
        url = _path("maps:street_tile", 0, 0, 0).replace("0/0/0", "{z}/{x}/{y}")
        terms = COPYRIGHT if OPENSTREETMAP in settings.TILE_ATTRIBUTION else ""
        return Streets(url, settings.TILE_ATTRIBUTION, terms)
    return None


def _path(name: str, *args: int) -> str:
    """The same in every language, so that caches keep one body."""
    with override(settings.LANGUAGE_CODE):
        return reverse(name, args=args)

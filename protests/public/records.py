"""What leaves the site for everybody: frozen records of fields that were chosen one by one."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache

from django.conf import settings
from django.urls import reverse
from django.utils import timezone as clock
from django.utils.translation import get_language

from protests.enums import Precision
from protests.rules import states
from protests.rules.turnout import Range


@dataclass(frozen=True)
class PublicCampaign:
    """A campaign as everybody sees it, in the language that is active; `accent` is "#RRGGBB" or empty, `version` grows
    with every change."""

    slug: str
    name: str
    about: str
    demands: str
    accent: str
    # Of its own texts, and those in which its pages are offered.
    language: str
    languages: tuple[str, ...]
    risky_countries: tuple[str, ...]
    version: int
    changed_at: datetime
    # The texts that nobody translated for the reader.
    untranslated: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        return reverse("campaign", args=[self.slug])

    @property
    def url(self) -> str:
        return settings.SITE_URL + self.path


@dataclass(frozen=True)
class PublicDay:
    """One protest day as everybody sees it, in the language that is active; `starts_on` and `ends_on` are local dates,
    inclusive; `submissions_open` is whether it takes in new protests at this moment."""

    campaign: PublicCampaign
    slug: str
    title: str
    tagline: str
    about: str
    demands: str
    start_text: str
    starts_on: date
    ends_on: date
    usual_start: time | None
    usual_end: time | None
    usual_kind: str
    reveal_hours: int
    submissions_open: bool
    press_note: str
    embargo_until: datetime | None
    opens_at: datetime | None
    closes_at: datetime | None
    frozen_at: datetime | None
    banner: str
    banner_is_urgent: bool
    banner_at: datetime | None
    banner_gone_at: datetime | None
    is_sample: bool
    version: int
    changed_at: datetime
    untranslated: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """How the API and commands name it: "sarchk/may-31"."""
        return f"{self.campaign.slug}/{self.slug}"

    @property
    def path(self) -> str:
        return reverse("day", args=[self.campaign.slug, self.slug])

    @property
    def url(self) -> str:
        return settings.SITE_URL + self.path


@dataclass(frozen=True)
class PublicProtest:
    """One protest as everybody may see it now. Points are (lon, lat) in WGS 84 degrees, moments aware UTC,
    `local_*` wall times at the place; `instead` is the code of one to go to. What is not revealed yet is not here."""

    code: str
    uid: str
    campaign: str
    day: str
    title: str
    kind: str
    description: str
    bring: str
    status: str
    going_ahead: bool
    status_reason: str
    instead: str
    is_moved: bool
    local_date: date
    local_start: time | None
    local_end_date: date | None
    local_end: time | None
    timezone: str
    starts_at: datetime | None
    ends_at: datetime | None
    over_at: datetime
    venue: str
    address: str
    locality: str
    region: str
    country: str
    point: tuple[float, float] | None
    precision: str
    accuracy: str
    reveal_at: datetime | None
    group: str
    link: str
    languages: tuple[str, ...]
    accessibility: tuple[str, ...]
    is_sample: bool
    source: str
    sequence: int
    created_at: datetime
    updated_at: datetime
    checked_at: datetime | None
    still_on_at: datetime | None = None
    # How many came, from the least that anybody says to the most; None while nobody gave a figure.
    turnout: Range | None = None

    @property
    def path(self) -> str:
        return _path_of_code(get_language()).replace("CODE", self.code)

    @property
    def url(self) -> str:
        """The address for ever, without a language."""
        return f"{settings.SITE_URL}/p/{self.code}/"

    @property
    def instead_url(self) -> str:
        """Of the protest to go to instead; "" without one."""
        return f"{settings.SITE_URL}/p/{self.instead}/" if self.instead else ""

    @property
    def drawn(self) -> str:
        """How the pin is drawn: the coarser of what may be shown and how good the point is; "" without a pin."""
        if self.point is None:
            return ""
        return self.accuracy if self.precision == Precision.EXACT else self.precision

    @property
    def announced(self) -> states.State:
        return states.announced(self.status, going_ahead=self.going_ahead, is_moved=self.is_moved)

    def state(self, now: datetime | None = None) -> states.State:
        return states.at(now or clock.now(), self.announced, self.starts_at, self.over_at)


@dataclass(frozen=True)
class PublicChange:
    """What stood there before a change, as far as it was public then and is now: empty words otherwise."""

    at: datetime
    what: str
    local_date: date | None
    local_start: time | None
    local_end: time | None
    starts_at: datetime | None
    timezone: str
    venue: str
    locality: str
    status: str
    going_ahead: bool = False


@dataclass(frozen=True)
class Counts:
    """Protests, cities and countries that gather people: the definition stands beside the number (DECISIONS). What
    takes place online is counted apart."""

    protests: int
    cities: int
    countries: int
    online: int = 0


@dataclass(frozen=True)
class Edition:
    """Where the whole site stands: `version` grows with every change of anything public, the last at `changed_at`."""

    version: int
    changed_at: datetime


@dataclass(frozen=True)
class Turns:
    """The moments before and after now at which what is shown changes though nobody acts."""

    last: datetime | None
    next: datetime | None


@dataclass(frozen=True)
class Merged:
    """An address that lives on in another: the code of the protest that won."""

    winner: str


@cache
def _path_of_code(language: str | None) -> str:
    """The path of a protest in this, the active language. To ask for each of ten thousand takes as long as reading."""
    return reverse("protest", args=["CODE"])

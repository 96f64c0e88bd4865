"""The shapes of what the API answers and takes, as JSON Schema 2020-12: the components of its OpenAPI document.

Enumerations and limits are read from the rules that hold them. Written for developers, in English alone.
"""

from protests.api import parsers
from protests.api.shaping import (
    CODE,
    HEX_COLOUR,
    NEXT,
    PREVIOUS,
    WALL_TIME,
    Shape,
    clock,
    day,
    flag,
    listed,
    moment,
    number,
    of,
    one_of,
    or_null,
    pages_of,
    record,
    text,
)  # fmt: skip
from protests.enums import Access, Accuracy, Decision, Kind, Precision, Status
from protests.rules import draft

CAMPAIGN = {
    "slug": text("Its name in addresses."),
    "name": text("Its name."),
    "about": text("What it is about."),
    "demands": text("What it demands."),
    "accent": or_null(text("Its colour.", pattern=HEX_COLOUR)),
    "url": text("Its page.", format="uri"),
}
DAY = {
    "campaign": text("The slug of its campaign."),
    "slug": text("Its name in addresses."),
    "key": text("Campaign and slug, as `day=` takes them.", examples=["sarchk/may-31"]),
    "title": text("Its title."),
    "tagline": text("One line under the title."),
    "about": text("What it is about."),
    "starts_on": day("Its first local date."),
    "ends_on": day("Its last local date, inclusive."),
    "usual_start": or_null(clock("The wall time at which most protests start.")),
    "demands": text("What it demands."),
    "usual_end": or_null(clock("The wall time at which most protests end.")),
    "submissions_open": flag("Whether protests can be sent in now."),
    "opens_at": or_null(moment("From when protests can be sent in.")),
    "closes_at": or_null(moment("Until when protests can be sent in.")),
    "is_archive": flag("Whether it is over and changes no more."),
    "banner": or_null(text("What everybody should know now.")),
    "banner_is_urgent": flag("Whether the banner is urgent."),
    "is_sample": flag("Whether it is invented, to show how the site works."),
    "url": text("Its page.", format="uri"),
}
RANGE = {
    "low": {"type": "integer", "minimum": 0, "description": "At least so many."},
    "high": {"type": "integer", "minimum": 0, "description": "At most so many."},
}
COVERED = RANGE | {
    "reported_cities": {"type": "integer", "minimum": 0, "description": "In how many cities somebody gave a figure."},
    "cities": {"type": "integer", "minimum": 0, "description": "In how many cities people gathered."},
}
TURNOUT = or_null(record("How many came, and what that covers.", COVERED))
YEAR = {
    "key": text("Campaign and slug of the edition.", examples=["sarchk/may-31"]),
    "starts_on": day("Its first local date."),
    "cities": {"type": "integer", "minimum": 0, "description": "In how many cities people were to gather."},
    "countries": {"type": "integer", "minimum": 0, "description": "In how many countries."},
    "turnout": TURNOUT,
}
DAY_IN_FULL = DAY | {
    "turnout": TURNOUT,
    "earlier": listed("The editions before it, the last one first.", record("One of them.", YEAR)),
}
# What a GeoJSON feature says of a protest (formats/properties.py).
PROTEST = {
    "code": text("Its code, for ever.", pattern=CODE),
    "url": text("Its page.", format="uri"),
    "title": text("Its title."),
    "kind": one_of("What people do there.", Kind),
    "status": one_of("Whether it will happen.", Status),
    "going_ahead": flag("Whether it goes ahead despite a ban."),
    "is_moved": flag("Whether its time or place was changed after it was accepted."),
    "starts_at": or_null(moment("The start; null if not announced yet.")),
    "local_date": day("The date at the place."),
    "local_start": or_null(clock("The wall time of the start at the place.")),
    "local_end": or_null(clock("The wall time of the end at the place.")),
    "timezone": text("The IANA zone of the place.", examples=["Pacific/Fiji"]),
    "venue": text("The meeting point in words; empty until it may be shown."),
    "locality": text("The city."),
    "country": text("ISO 3166 code of two letters, or empty.", pattern="^([A-Z]{2})?$"),
    "precision": one_of("How much of the place may be shown now.", Precision),
    "accuracy": one_of("How good the point is.", Accuracy),
    "group": text("Who organises it."),
    "checked": flag("Whether moderators checked it as it stands."),
    "turnout": or_null(record("How many came, from the least that anybody says to the most.", RANGE)),
    "is_sample": flag("Whether it is invented, to show how the site works."),
    "updated_at": moment("The last change, or the reveal of its place."),
}
PROTEST_IN_FULL = PROTEST | {
    "day": text("The key of its day.", examples=["sarchk/may-31"]),
    "description": text("What its organisers say."),
    "bring": text("What to bring."),
    "status_reason": text("Why it was cancelled, postponed or banned."),
    "instead": or_null(text("The code of the protest to go to instead.", pattern=CODE)),
    "ends_at": or_null(moment("The end.")),
    "local_end_date": or_null(day("The date of the end at the place.")),
    "latitude": or_null(number("Degrees; null where no point may be shown.", -90, 90)),
    "longitude": or_null(number("Degrees; null where no point may be shown.", -180, 180)),
    "address": text("The address; empty until it may be shown."),
    "region": text("The region."),
    "reveal_at": or_null(moment("When the exact place will be shown.")),
    "public_link": text("A page of its organisers."),
    "languages": listed("Languages spoken there.", {"type": "string"}),
    "accessibility": listed("What makes it possible to take part.", one_of("One of these.", Access)),
    "source": text("Where an archived one was reported."),
    "uid": text("The UID of its calendar entry."),
    "sequence": {"type": "integer", "minimum": 0, "description": "The SEQUENCE of its calendar entry."},
    "created_at": moment("When it was accepted."),
    "checked_at": or_null(moment("When moderators checked it as it stands.")),
}
PLACE = {
    "id": {"type": "integer", "description": "What `place=` takes: a GeoNames number."},
    "name": text("Its name."),
    "region": text("Its region."),
    "country": text("ISO 3166 code of two letters."),
    "timezone": text("Its IANA zone."),
    "latitude": number("Degrees.", -90, 90),
    "longitude": number("Degrees.", -180, 180),
    "population": {"type": "integer", "minimum": 0, "description": "How many people live there."},
    "label": text("Name and region, to choose from."),
}
CHANGE = {
    "code": text("The code of the protest.", pattern=CODE),
    "uid": text("The UID of its calendar entry."),
    "removed": flag("True for a tombstone: the site no longer shows it."),
    "merged_into": or_null(text("The code of the protest that a removed one was merged into.", pattern=CODE)),
    "changed_at": moment("When."),
    "protest": {"anyOf": [of("Protest"), {"type": "null"}], "description": "As it is now; null for a tombstone."},
}
POINT = record(
    "RFC 7946: longitude, latitude in degrees.",
    {"type": {"const": "Point"}, "coordinates": listed("", {"type": "number"}, minItems=2, maxItems=2)},
)
FEATURE = {
    "type": {"const": "Feature"},
    "id": text("The code.", pattern=CODE),
    "geometry": {"anyOf": [POINT, {"type": "null"}]},
    "properties": record("What the feature says.", PROTEST),
}
PROBLEM = {
    "type": text("Always about:blank."),
    "title": text("The status in words."),
    "status": {"type": "integer", "description": "The HTTP status."},
    "code": text("Stable, for programs."),
    "errors": listed("Everything that is wrong at once.", of("Fault")),
}
FAULT = {
    "field": text("The parameter, header or field."),
    "code": text("Stable, for programs."),
    "message": text("What to do, for people."),
    "may_confirm": flag("Whether the same with this code in `confirm` is accepted."),
}
SUBMISSION = {
    "day": text("The key of a day that takes submissions.", examples=["sarchk/may-31"]),
    "title": text("What it is called.", minLength=draft.TITLE["least"], maxLength=draft.TITLE["most"]),
    "kind": one_of("What people do there. Only an online one has no point.", Kind),
    "description": or_null(text("What people should know.", maxLength=4000)),
    "bring": or_null(text("What to bring.", maxLength=300)),
    "latitude": or_null(number("Degrees, WGS 84.", -90, 90)),
    "longitude": or_null(number("Degrees, WGS 84.", -180, 180)),
    "accuracy": or_null(one_of("How good the point is.", Accuracy)),
    "venue": or_null(text("The meeting point in words.", maxLength=200)),
    "address": or_null(text("The address.", maxLength=200)),
    "local_date": or_null(day("The date at the place, where no start is announced.")),
    "local_start": or_null(text("Wall time at the place, without an offset.", pattern=WALL_TIME)),
    "local_end": or_null(text("Wall time at the place, without an offset.", pattern=WALL_TIME)),
    "fold": {"enum": [0, 1, None], "description": "Which start, where the clock shows the time twice: 0 the first."},
    "end_fold": {"enum": [0, 1, None], "description": "Which end, where the clock shows the time twice."},
    "timezone": or_null(text("An IANA zone; that of the point if left out.", examples=["Europe/Berlin"])),
    "precision": or_null(one_of("How much of the place may be shown.", Precision)),
    "reveal_at": or_null(text("Wall time at the place from which the exact place is shown.", pattern=WALL_TIME)),
    "group_name": or_null(text("Who organises it.", maxLength=120)),
    "public_link": or_null(text("A public page, http or https.", maxLength=500)),
    "languages": or_null(listed("Languages spoken there.", {"type": "string"}, maxItems=draft.MAX_LANGUAGES)),
    "accessible": or_null(flag("Short for step_free in accessibility.")),
    "accessibility": or_null(listed("What makes it possible to take part.", one_of("One of these.", Access))),
    "email": or_null(text("Never published. It gets the link to confirm and to manage.", maxLength=254)),
    "receipt": or_null(flag("True instead of an e-mail: the link to manage is in the answer, once.")),
    "phone": or_null(text("Never published.", maxLength=60)),
    "confirm": or_null(listed("Codes of doubts that are told with may_confirm.", {"type": "string"})),
}
RECEIPT = {
    "id": text("Of the submission.", format="uuid"),
    "state": one_of("Where it stands.", Decision),
    "status_url": text("Shows where it stands, and can do nothing.", format="uri"),
    "manage_url": text("Manages it. Only without an e-mail: keep it.", format="uri"),
}
LINKS = {"next": NEXT, "previous": PREVIOUS}
COLLECTION = {
    "type": {"const": "FeatureCollection"},
    "bbox": listed("West, south, east, north; west > east crosses 180°.", {"type": "number"}, minItems=4, maxItems=4),
    "features": listed("What was found.", of("Feature")),
    **LINKS,
}
SCHEMAS: dict[str, Shape] = {
    "Campaign": record("Who calls the days.", CAMPAIGN),
    "Campaigns": pages_of("Campaign"),
    "Change": record("What became of a protest.", CHANGE),
    "Changes": record(
        "What became of protests since then, each once.",
        LINKS
        | {
            "results": listed("In the order in which it happened.", of("Change")),
            "since": text("Where to go on the next time."),
        },
    ),
    "Day": record("One coordinated day of action, or a window of days.", DAY),
    "DayInFull": record("The same, with how many came.", DAY_IN_FULL),
    "Days": pages_of("Day"),
    "Fault": record("One thing that is wrong.", FAULT, ["field", "code", "message"]),
    "Feature": record("A protest as GeoJSON.", FEATURE),
    "FeatureCollection": record("GeoJSON (RFC 7946).", COLLECTION, ["type", "features", "next", "previous"]),
    "Place": record("A town of the gazetteer.", PLACE),
    "Places": pages_of("Place"),
    "Problem": record("Why it was refused (RFC 9457).", PROBLEM),
    "Protest": record("Everything that is public of a protest.", PROTEST_IN_FULL),
    "Protests": pages_of("Protest"),
    "Receipt": record("What became of a submission.", RECEIPT, ["id", "state", "status_url"]),
    "Submission": record(
        f"A protest to be checked by moderators; at most {parsers.LARGEST // 1024} KiB, {parsers.DEEPEST} levels deep.",
        SUBMISSION,
        ["day", "title", "kind"],
    ),
}

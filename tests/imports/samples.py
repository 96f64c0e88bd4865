"""Sample files, written by hand after what each program really writes. All of it is made up."""

import io

import openpyxl

GOOGLE = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:Sample protests
X-WR-TIMEZONE:Europe/Berlin
BEGIN:VEVENT
DTSTART:{y}0531T160000Z
DTEND:{y}0531T180000Z
DTSTAMP:{y}0101T120000Z
UID:4v2sample@google.com
CREATED:{y}0101T120000Z
DESCRIPTION:<p>Bring a <b>sign</b>.</p>
LAST-MODIFIED:{y}0101T120000Z
LOCATION:Brandenburger Tor\\, Pariser Platz\\, 10117 Berlin\\, Germany
SEQUENCE:0
STATUS:CONFIRMED
SUMMARY:Vigil in Berlin
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
"""
OUTLOOK = """BEGIN:VCALENDAR
METHOD:PUBLISH
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
DESCRIPTION:Bring a sign.\\n
UID:040000008200E00074C5B7101A82E008SAMPLE
SUMMARY:Vigil in Berlin
DTSTART;TZID=W. Europe Standard Time:{y}0531T180000
DTEND;TZID=W. Europe Standard Time:{y}0531T200000
CLASS:PUBLIC
DTSTAMP:{y}0101T120000Z
LOCATION:Berlin
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
END:VCALENDAR
"""
APPLE = """BEGIN:VCALENDAR
CALSCALE:GREGORIAN
PRODID:-//Apple Inc.//macOS 14.4//EN
VERSION:2.0
BEGIN:VEVENT
CREATED:{y}0101T120000Z
UID:8A1B-SAMPLE
DTEND;TZID=Europe/Berlin:{y}0531T200000
SUMMARY:Vigil in Berlin
DTSTART;TZID=Europe/Berlin:{y}0531T180000
DTSTAMP:{y}0101T120000Z
LOCATION:Brandenburger Tor\\nPariser Platz\\, 10117 Berlin\\, Germany
X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-APPLE-RADIUS=70;X-TITLE="Brandenburger Tor":geo:52.516300,13.377700
SEQUENCE:1
END:VEVENT
END:VCALENDAR
"""
MOBILIZON = """BEGIN:VCALENDAR
CALSCALE:GREGORIAN
VERSION:2.0
PRODID:-//ICalendar Library//Mobilizon//
BEGIN:VEVENT
CATEGORIES:MEETING
DESCRIPTION:Bring a sign.
DTEND:{y}0531T180000Z
DTSTAMP:{y}0101T120000Z
DTSTART:{y}0531T160000Z
GEO:52.5163;13.3777
LAST-MODIFIED:{y}0101T120000Z
LOCATION:Brandenburger Tor\\, Pariser Platz\\, Berlin
ORGANIZER:https://example.org/@sample
STATUS:CONFIRMED
SUMMARY:Vigil in Berlin
UID:https://example.org/events/sample
URL:https://example.org/events/sample
END:VEVENT
END:VCALENDAR
"""
GANCIO = """BEGIN:VCALENDAR
VERSION:2.0
CALSCALE:GREGORIAN
PRODID:adamgibbons/ics
METHOD:PUBLISH
X-PUBLISHED-TTL:PT1H
BEGIN:VEVENT
UID:1sample@example.org
SUMMARY:[sample] Vigil in Berlin @Brandenburger Tor
DTSTAMP:{y}0101T120000Z
DTSTART:{y}0531T160000Z
URL:https://example.org/event/vigil
LOCATION:Brandenburger Tor - Berlin\\, Germany
DURATION:PT2H
END:VEVENT
END:VCALENDAR
"""
MEETUP = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Meetup//RemoteApi//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
BEGIN:VEVENT
DTSTAMP:{y}0101T120000Z
DTSTART;TZID=Europe/Berlin:{y}0531T180000
DTEND;TZID=Europe/Berlin:{y}0531T200000
STATUS:CONFIRMED
SUMMARY:Vigil in Berlin
DESCRIPTION:Sample group\\nBring a sign.
CLASS:PUBLIC
CREATED:{y}0101T120000Z
GEO:52.52;13.38
LOCATION:Brandenburger Tor (Pariser Platz\\, Berlin\\, Germany)
URL:https://example.org/events/1/
UID:event_1@example.org
END:VEVENT
END:VCALENDAR
"""
WORDPRESS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Sample - ECPv6.3//NONSGML v1.0//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-ORIGINAL-URL:https://example.org
REFRESH-INTERVAL;VALUE=DURATION:PT1H
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:{y}0329T010000
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
DTSTART;TZID=Europe/Berlin:{y}0531T180000
DTEND;TZID=Europe/Berlin:{y}0531T200000
DTSTAMP:{y}0101T120000
SUMMARY:Vigil in Berlin
DESCRIPTION:Bring a sign.
URL:https://example.org/event/vigil/
LOCATION:Pariser Platz 1\\, Berlin\\, Germany
GEO:52.5163;13.3777
ORGANIZER;CN="Sample group":MAILTO:sample@example.org
UID:10-1748707200-1748714400@example.org
END:VEVENT
END:VCALENDAR
"""
ACTION_NETWORK = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:icalendar-ruby
CALSCALE:GREGORIAN
BEGIN:VEVENT
DTSTAMP:{y}0101T120000Z
UID:sample-action-network
DTSTART:{y}0531T180000
DTEND:{y}0531T200000
DESCRIPTION:https://example.org/events/vigil
LOCATION:Brandenburger Tor\\, Pariser Platz\\, Berlin
SUMMARY:Vigil in Berlin
URL;VALUE=URI:https://example.org/events/vigil
END:VEVENT
END:VCALENDAR
"""
PROGRAMS = {
    "Google": GOOGLE, "Outlook": OUTLOOK, "Apple": APPLE, "Mobilizon": MOBILIZON, "Gancio": GANCIO, "Meetup": MEETUP,
    "WordPress": WORDPRESS, "Action Network": ACTION_NETWORK,
}  # fmt: skip


def calendar(text: str, year: int) -> bytes:
    return text.replace("{y}", str(year)).replace("\n", "\r\n").encode()


def entry(uid: str, year: int, *more: str, city: str = "Suva, Fiji", start: str = "0531T060000Z") -> str:
    lines = (f"UID:{uid}", f"DTSTART:{year}{start}", f"SUMMARY:March {uid}", f"LOCATION:Park\\, {city}", *more)
    return "\n".join(("BEGIN:VEVENT", *(line.replace(", ", "\\, ") for line in lines), "END:VEVENT"))


def of_entries(*entries: str, more: str = "") -> bytes:
    text = "\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//sample//EN", more, *entries, "END:VCALENDAR", ""))
    return text.replace("\n\n", "\n").replace("\n", "\r\n").encode()


def workbook(*rows, sheet="Sheet1") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()

"""Who may do what where (S03): every address x role x method. What is not listed here fails."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse

from protests.actions import campaigns, hosts
from protests.enums import Role
from protests.models import Person
from tests.conftest import PASSWORD, DeskClient
from tests.contracts.routes import METHODS, names

ROLES = ("anonymous", "outsider", "elsewhere", "bo", "coordinator", "halfway", "host")
SAFE = ("GET", "HEAD")


def everybody(status):
    return dict.fromkeys(ROLES, status)


READ = {"GET": everybody(200)}
# Answers of every form: what a POST without any content gets.
# `halfway` is a coordinator who gave the password and not the second factor (S13); `host` is on no team.
OUT = dict.fromkeys(("anonymous", "outsider", "halfway", "host"), 302)
TEAM = OUT | {"elsewhere": 200, "bo": 200, "coordinator": 200}
SCOPED = OUT | {"elsewhere": 404, "bo": 200, "coordinator": 200}
LEAD = OUT | {"elsewhere": 404, "bo": 404, "coordinator": 200}
HOST = dict.fromkeys(ROLES, 404) | {"anonymous": 302, "host": 200, "halfway": 404}
# All of it is read; a person's record has a form, and sending nothing shuts them out.
HOSTS = {name: {"GET": HOST} for name in sorted(names()) if name.startswith("host:")}
HOSTS["host:protests_person_change"] = {"GET": HOST, "POST": HOST | {"host": 302}}

MATRIX = {
    **dict.fromkeys(
        "healthz robots security_txt worker manifest offline home about privacy campaign day protest accent".split(),
        READ,
    ),
    **dict.fromkeys("campaign_calendar campaign_geojson day_calendar day_geojson day_pins day_rows".split(), READ),
    **dict.fromkeys("campaign_csv day_csv campaign_atom day_atom sitemap".split(), READ),
    **dict.fromkeys("protest_calendar protest_geojson protest_json maps:places status".split(), READ),
    **dict.fromkeys("protest_poster protest_card protest_qr".split(), READ),
    **dict.fromkeys("press press_csv day_map_png day_map_svg day_card".split(), READ),
    "press_contact": {"GET": everybody(200), "POST": everybody(422)},
    **dict.fromkeys(
        "api:campaigns api:campaign api:days api:day api:protests api:protest api:places".split(),
        READ,
    ),
    **dict.fromkeys("api:changes api:schema".split(), READ),
    # No streets are configured here; with them: tests/maps/test_rastertiles.py and test_basemap.py.
    "maps:street_tile": {"GET": everybody(404)},
    "maps:streets": {"GET": everybody(404)},
    "api:submissions": {"POST": everybody(400)},
    **dict.fromkeys("day_embed protest_embed embed_element colour embed_make".split(), READ),
    **dict.fromkeys("day_subscribe protest_subscribe campaign_subscribe".split(), READ),
    "oembed": READ,
    "developers": READ,
    "api:docs": READ,
    "submit": {"GET": everybody(200), "POST": everybody(422)},
    "protest_concern": {"GET": everybody(200), "POST": everybody(422)},
    "moderate_concerns": {"GET": TEAM, "POST": TEAM | dict.fromkeys(("elsewhere", "bo", "coordinator"), 404)},
    "moderate_many": {"POST": TEAM | dict.fromkeys(("elsewhere", "bo", "coordinator"), 422)},
    "moderate_looking": {"POST": SCOPED},
    "protest_ours": {"GET": everybody(200), "POST": everybody(200)},
    "lost_link": {"GET": everybody(200), "POST": everybody(422)},
    "manage": {"GET": everybody(200), "POST": everybody(400)},
    "manage_edit": {"GET": everybody(200), "POST": everybody(422)},
    "manage_copy": READ,
    "manage_report": {"GET": everybody(409), "POST": everybody(409)},
    "forgotten": READ,
    "protest_follow": {"GET": everybody(200), "POST": everybody(422)},
    "day_follow": {"GET": everybody(200), "POST": everybody(422)},
    "follow_manage": {"GET": everybody(200), "POST": everybody(400)},
    "follow_stop": {"GET": everybody(200), "POST": everybody(400)},
    "login": {"GET": everybody(200), "POST": everybody(422)},
    "logout": {"POST": everybody(302)},
    "moderate": {"GET": TEAM},
    "moderate_submission": {"GET": SCOPED, "POST": SCOPED | {"bo": 422, "coordinator": 422}},
    "moderate_retention": {"GET": LEAD},
    "moderate_mails": {"GET": LEAD, "POST": LEAD | {"coordinator": 404}},
    "moderate_news": {"GET": TEAM},
    "second_factor": {
        "GET": everybody(302) | {"halfway": 200, "outsider": 302},
        "POST": everybody(302) | {"halfway": 422, "outsider": 302},
    },
    "team_join": {"GET": everybody(200), "POST": everybody(422)},
    "moderate_account": {"GET": TEAM, "POST": TEAM | dict.fromkeys(("elsewhere", "bo", "coordinator"), 422)},
    "moderate_team": {"GET": LEAD, "POST": LEAD | {"coordinator": 404}},
    "moderate_member": {"GET": LEAD, "POST": LEAD | {"coordinator": 422}},
    "moderate_proposals": {"GET": LEAD, "POST": LEAD | {"coordinator": 404}},
    "moderate_log": {"GET": LEAD},
    **dict.fromkeys("campaign_xlsx day_xlsx".split(), READ),
    "moderate_csv_file": {"GET": TEAM},
    "moderate_xlsx_file": {"GET": TEAM},
    "import_days": {"GET": LEAD},
    "import_day": {"GET": LEAD, "POST": LEAD | {"coordinator": 422}},
    "import_file": {"GET": LEAD, "POST": LEAD | {"coordinator": 422}},
    "import_row": {"GET": LEAD, "POST": LEAD | {"coordinator": 303}},
    **{name: {"GET": LEAD} for name in ("board", "moderate_accent", "moderate_campaigns")},
    "board_day": {"GET": LEAD, "POST": LEAD | {"coordinator": 302}},
    "moderate_groups": {"GET": LEAD, "POST": LEAD | {"coordinator": 404}},
    **{
        name: {"GET": LEAD, "POST": LEAD | {"coordinator": 422}}
        for name in "board_message moderate_campaign_new moderate_campaign moderate_day_new moderate_day".split()
    },
    # Whoever has the link of a trusted group is that group.
    "group": READ,
    **{name: {"GET": everybody(200), "POST": everybody(422)} for name in ("group_edit", "group_submit")},
    **dict.fromkeys("round_up round_up_card round_up_markdown round_up_plain".split(), READ),
    "write_round_up": {"GET": LEAD, "POST": LEAD | {"coordinator": 422}},
    "updates": READ,
    "material": READ,
    "write_updates": {"GET": LEAD, "POST": LEAD | {"coordinator": 422}},
    "moderate_reports": {"GET": TEAM, "POST": TEAM | dict.fromkeys(("elsewhere", "bo", "coordinator"), 404)},
    "dev_mail": READ,
    **HOSTS,
}


@pytest.fixture
def clients(sarchk, bo):
    """One for each role. `elsewhere` moderates Nepal alone; `outsider` signs in and is on no team."""
    campaigns.join_team(
        campaign=sarchk, email="e@example.org", role=Role.MODERATOR, countries=["NP"], password=PASSWORD
    )
    outsider = campaigns.join_team(campaign=sarchk, email="o@example.org", role=Role.MODERATOR, password=PASSWORD)
    outsider.memberships.all().delete()
    campaigns.join_team(campaign=sarchk, email="c@example.org", role=Role.COORDINATOR, password=PASSWORD)
    people = {
        "coordinator": "c@example.org",
        "outsider": "o@example.org",
        "elsewhere": "e@example.org",
        "bo": "bo@example.org",
    }
    clients = {role: DeskClient() for role in ROLES}
    for role, email in people.items():
        clients[role].force_login(Person.objects.get(email=email))
    clients["host"].force_login(hosts.appoint(email="h@example.org", password=PASSWORD))
    clients["halfway"] = Client()
    assert clients["halfway"].login(username="c@example.org", password=PASSWORD)
    return clients


def test_every_address_is_in_the_matrix():
    assert names() == set(MATRIX)


def address(name, arguments):
    day = f"{settings.SITE_URL}/sarchk/may-31/"
    known = {"api:places": "?q=suva", "maps:places": "?q=suva", "oembed": f"?url={day}"}
    if name == "maps:street_tile":
        return reverse(name, args=(12, 0, 0))
    if name.startswith("group"):
        also = {"group_edit": ["code"], "group_submit": ["day"]}.get(name, [])
        return reverse(name, kwargs={"token": arguments["group_token"], **{key: arguments[key] for key in also}})
    if name == "colour":
        return reverse(name, args=("FFD400",))
    if name.startswith("follow_"):
        return reverse(name, kwargs={"token": arguments["follow_token"]})
    if name == "status":
        return reverse(name, kwargs={"token": arguments["status_token"]})
    if name in ("import_file", "import_row"):
        number = {"number": 2} if name == "import_row" else {}
        return reverse(name, kwargs={"import_id": arguments["import_id"], **number})
    if name == "material":
        return arguments["material"]
    if name.startswith("host:"):
        return reverse(name, args=arguments["records"].get(name, ()))
    if name == "team_join":
        return reverse(name, args=[arguments["join_token"]])
    for keys in (
        (),
        ("number",),
        ("campaign",),
        ("slug",),
        ("campaign", "day"),
        ("code",),
        ("token",),
        ("submission_id",),
    ):
        try:
            return reverse(name, kwargs={key: arguments[key] for key in keys}) + known.get(name, "")
        except NoReverseMatch:
            continue
    raise AssertionError(f"No arguments for {name}")


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_each_role_gets_what_was_decided(clients, arguments, name):
    wanted = MATRIX[name]
    got, expected = {}, {}
    for role, client in clients.items():
        for method in METHODS:
            if method == "OPTIONS":
                continue
            response = client.generic(method, address(name, arguments), HTTP_SEC_FETCH_SITE="same-origin")
            got[role, method] = response.status_code
            decided = wanted.get("GET" if method in SAFE else method)
            expected[role, method] = decided[role] if decided else 405
    assert got == expected


def test_the_development_mailbox_is_the_only_address_that_production_lacks():
    assert settings.DEVELOPMENT
    assert "dev_mail" in names()

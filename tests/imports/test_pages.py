"""The coordinators' pages of an import, by HTTP (FEATURES S15; TRUST B80): who may send a file, how large, and what
each answer says."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from protests import tasks
from protests.actions import campaigns
from protests.enums import Role, Stage
from protests.models import Import, Protest
from tests.conftest import PASSWORD, DeskClient
from tests.imports import samples

DAY = "/moderate/campaigns/sarchk/may-31/import/"
ROWS = "title,city,country,date,start\n" + "March,Suva,Fiji,{day},18:00\n" + "Vigil,Xqzzyw,Fiji,soon,evening\n"


@pytest.fixture
def desk(client, dora, may_31):
    client.force_login(dora)
    return client


@pytest.fixture
def content(may_31):
    return ROWS.replace("{day}", may_31.starts_on.isoformat()).encode()


@pytest.fixture
def send(desk):
    """send(content) -> the answer, followed to the rows of the import."""

    def send(content, path=DAY):
        return desk.post(path, {"file": SimpleUploadedFile("sheet.csv", content)}, follow=True)

    return send


def test_a_file_leads_to_its_rows_each_with_what_is_wrong_in_which_cell(send, content):
    answer = send(content)
    assert answer.redirect_chain[-1][1] == 303
    page = answer.content.decode()
    assert "Look at" not in page.partition("<h1>")[0]
    assert 'name="row" value="2" checked' in page
    faulty = answer.client.get(answer.request["PATH_INFO"] + "?tab=faulty").content.decode()
    for said in ("City (B3):", "Date (D3):", "Start (E3):", "No such place is known.", "Write the date as 2026-05-31."):
        assert said in faulty


def test_nothing_is_listed_until_it_is_taken_in_and_then_what_is_ticked(desk, send, content):
    path = send(content).request["PATH_INFO"]
    assert Protest.objects.count() == 0
    answer = desk.post(path, {"action": "take", "shown": "2", "row": "2", "becomes": "listed"}, follow=True)
    assert "Added <b>1</b>" in answer.content.decode()
    assert [one.title for one in Protest.objects.all()] == ["March"]
    undone = desk.post(path, {"action": "undo"}, follow=True).content.decode()
    assert "Undone <b>1</b>" in undone
    assert not Protest.objects.public().exists()


def test_a_page_of_ticks_says_nothing_of_the_other_pages(desk, send, may_31):
    day = may_31.starts_on.isoformat()
    cities = ["Suva", "Nadi"] * 30
    rows = "".join(f"March {n},{city},Fiji,{day},{n % 24}:{n:02}\n" for n, city in enumerate(cities))
    path = send(b"title,city,country,date,start\n" + rows.encode()).request["PATH_INFO"]
    first = desk.get(path + "?tab=good")
    assert first.context["file"].counts["good"] == 60
    assert len(first.context["rows"]) == 50
    desk.post(path + "?tab=good", {"action": "tick", "shown": first.context["numbers"]})
    assert desk.get(path).context["file"].ticked == 10


def test_an_unknown_act_and_a_missing_file_say_so(desk, send, content):
    assert desk.post(DAY).status_code == 422
    assert "Choose a file" in desk.post(DAY).content.decode()
    assert send(b"").status_code == 422
    path = send(content).request["PATH_INFO"]
    assert desk.post(path, {"action": "explode"}).status_code == 422


def test_what_can_not_be_read_is_told_on_its_page(send):
    page = send(b"%PDF-1.7 sample").content.decode()
    assert "This is no CSV, XLSX, iCalendar or GeoJSON file." in page


def test_B80_fifty_megabytes_are_refused_quickly_and_nothing_is_kept(desk):
    begun = time.monotonic()
    answer = desk.post(DAY, {"file": SimpleUploadedFile("x.ics", b"x" * 50_000_000)})
    assert (answer.status_code, Import.objects.count()) == (413, 0)
    assert "larger than 10 MB" in answer.content.decode()
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("path", [DAY, "/sarchk/may-31/submit/", "/m/", "/moderate/login/"])
def test_nobody_else_can_send_a_file_anywhere(path, bo, may_31, content):
    file = SimpleUploadedFile("x.csv", content)
    answer = Client(enforce_csrf_checks=True).post(path, {"file": file}, HTTP_SEC_FETCH_SITE="same-origin")
    assert answer.status_code in (400, 403)  # without the token of a form nothing is even read
    assert Import.objects.count() == 0


def test_a_moderator_can_not_either(bo, may_31, content):
    client = Client(enforce_csrf_checks=True)
    client.force_login(bo)
    assert client.post(DAY, {"file": SimpleUploadedFile("x.csv", content)}).status_code == 403
    assert Client().post("/m/", {"file": SimpleUploadedFile("x.csv", content)}).status_code in (400, 403)


def test_a_large_file_waits_for_the_worker_and_the_page_asks_again_without_a_script(desk, send, may_31):
    rows = "".join(f"March {n},Suva,Fiji,{may_31.starts_on},18:00,{'x' * 100}\n" for n in range(900))
    answer = send(b"title,city,country,date,start,description\n" + rows.encode())
    assert answer.context["file"].stage == Stage.READING
    assert answer["Refresh"] == "4"
    tasks.run_import(str(answer.context["file"].id))
    done = desk.get(answer.request["PATH_INFO"])
    assert "Refresh" not in done
    assert done.context["total"] == 900


def test_a_workbook_and_a_calendar_by_the_same_door(send, may_31):
    day = may_31.starts_on
    book = send(
        samples.workbook(["Stadt", "Land", "Datum", "Uhrzeit", "Titel"], ["Suva", "Fidschi", day, "18 Uhr", "=1+1"])
    )
    assert book.context["file"].form == "xlsx"
    calendar = send(samples.calendar(samples.GOOGLE, day.year))
    assert calendar.context["file"].form == "ics"
    assert calendar.context["rows"][0].place.startswith("Berlin")


def test_another_campaigns_import_is_not_there(send, content, client):
    path = send(content).request["PATH_INFO"]
    other = campaigns.start(slug="other", name="Other")
    erin = campaigns.join_team(campaign=other, email="erin@example.org", role=Role.COORDINATOR, password=PASSWORD)
    stranger = DeskClient()
    stranger.force_login(erin)
    assert [stranger.get(one).status_code for one in (DAY, path, f"{path}2/")] == [404] * 3
    assert stranger.post(path, {"action": "take"}).status_code == 404


def test_html_in_a_cell_stays_text(send, may_31):
    row = f"<script>alert(1)</script>,Suva,Fiji,{may_31.starts_on},18:00\n"
    page = send(b"<b>title</b>,city,country,date,start\n" + row.encode()).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page

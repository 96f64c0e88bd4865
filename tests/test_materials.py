"""A coordinator hands out files (C13): what is taken, what of it is told, and how it lies at its address."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from protests.actions import announcements, campaigns
from protests.enums import Role
from protests.models import AuditEvent, Material, MaterialFile
from tests.conftest import PASSWORD, DeskClient
from tests.handed_out import GOOD, PDF, packed, picture

WRITE = "/moderate/campaigns/sarchk/updates/"
POSTER = {"action": "offer", "kind": "poster", "title": "Poster A3", "url": "", "language": "de", "version": "2026-05",
          "licence": "CC BY 4.0"}  # fmt: skip


@pytest.fixture
def mei(sarchk):
    """Coordinates, and has signed in."""
    person = campaigns.join_team(campaign=sarchk, email="mei@example.org", role=Role.COORDINATOR, password=PASSWORD)
    desk = DeskClient()
    desk.force_login(person)
    return desk


@pytest.fixture
def send(mei, may_31):
    """send(name, content, ...) -> the answer."""

    def send(name="a3.pdf", content=PDF, **changes):
        return mei.post(WRITE, POSTER | {"file": SimpleUploadedFile(name, content)} | changes)

    return send


def address(name="a3.pdf"):
    return f"/sarchk/materials/{Material.objects.get().pk}/{name}"


class TestOnThePage:
    def test_kind_and_size_stand_beside_the_rest(self, send, client):
        assert send().status_code == 302
        for page in ("/sarchk/", "/de/sarchk/"):
            body = client.get(page).content.decode()
            assert f'<a href="{address()}"' in body
            assert "PDF, 1" in body
        assert re.search(r"<bdi>PDF, 1\.2\xa0MB</bdi>\s+· ", client.get("/sarchk/").text)
        assert AuditEvent.objects.get(verb="material.offered").actor.email == "mei@example.org"

    def test_no_list_reads_the_bytes(self, send, client):
        send()
        with CaptureQueriesContext(connection) as queries:
            client.get("/sarchk/")
        asked = [one["sql"] for one in queries if "protests_material" in one["sql"]]
        assert len(asked) == 1
        assert "content" not in asked[0]

    def test_the_form_takes_a_file_without_a_script(self, mei, may_31):
        body = mei.get(WRITE).content.decode()
        assert 'enctype="multipart/form-data"' in body
        assert 'accept=".pdf,.png,.jpg,.webp,.txt,.odt,.ods,.docx,.xlsx,.zip,.jpeg"' in body


class TestAtItsAddress:
    @pytest.mark.parametrize("name", GOOD)
    def test_each_kind_is_taken_and_comes_back(self, send, client, name):
        assert send(name, GOOD[name]).status_code == 302
        answer = client.get(address(name))
        assert answer.status_code == 200
        assert answer.content == GOOD[name] or name in ("a.png", "a.jpg", "a.webp")

    def test_to_be_saved_and_nothing_in_it_acts(self, send, client):
        send("Плакат 放人.PDF")
        answer = client.get(address("Плакат-放人.pdf"))
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Language"] == "de"
        assert answer["Cache-Control"] == "public, max-age=30, stale-if-error=3600"
        assert not answer.cookies

    def test_who_has_it_is_told_so_and_the_bytes_are_not_read(self, send, client):
        send()
        had = client.get(address())
        for also in ({"If-None-Match": had["ETag"]}, {"If-Modified-Since": had["Last-Modified"]}):
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(address(), headers=also)
            assert (answer.status_code, answer["ETag"], answer.content) == (304, had["ETag"], b"")
            assert answer["Content-Security-Policy"] == had["Content-Security-Policy"]
            assert not [one for one in queries if '"content"' in one["sql"]]

    def test_a_new_version_is_at_the_same_number_and_the_old_name_leads_there(self, send, client):
        send("a3.pdf")
        old, tag = address(), client.get(address())["ETag"]
        send("a3-new.pdf", b"%PDF-1.7\n2", version="2026-06")
        assert (Material.objects.count(), MaterialFile.objects.count()) == (1, 1)
        assert client.get(old)["Location"] == address("a3-new.pdf")
        answer = client.get(old, headers={"If-None-Match": tag}, follow=True)
        assert (answer.status_code, answer.content) == (200, b"%PDF-1.7\n2")
        assert "2026-06" in client.get("/sarchk/").content.decode()

    @pytest.mark.parametrize("other", [{"language": "en"}, {"title": "Poster A2"}, {"kind": "leaflet"}])
    def test_of_another_language_title_or_kind_it_is_another(self, send, other):
        send()
        send(**other)
        assert MaterialFile.objects.count() == 2

    def test_taken_out_it_is_gone_with_its_bytes(self, send, mei, client):
        send()
        at = address()
        with CaptureQueriesContext(connection) as queries:
            mei.post(WRITE, {"action": "take_out", "which": Material.objects.get().pk})
        assert not [one for one in queries if "SELECT" in one["sql"] and '"content"' in one["sql"]]
        assert (client.get(at).status_code, MaterialFile.objects.count()) == (404, 0)
        assert AuditEvent.objects.filter(verb="material.taken_out").count() == 1

    def test_of_another_campaign_or_elsewhere_there_is_none(self, send, mei, client):
        send()
        mine = Material.objects.get().pk
        campaigns.start(slug="other", name="Other")
        mei.post(WRITE, POSTER | {"url": "https://files.example/a3.pdf"})
        linked = Material.objects.exclude(url="").get().pk
        for path in (f"/other/materials/{mine}/a3.pdf", f"/sarchk/materials/{linked}/a3.pdf",
                     f"/sarchk/materials/{'9' * 30}/a3.pdf", "/sarchk/materials/0/a3.pdf"):  # fmt: skip
            assert client.get(path).status_code == 404, path

    def test_a_text_says_that_it_is_one(self, send, client):
        send("a.txt", "放人".encode())
        assert client.get(address("a.txt"))["Content-Type"] == "text/plain; charset=utf-8"


class TestRefused:
    @pytest.mark.parametrize(
        ("name", "content", "told"),
        [
            ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "Send a PDF"),
            ("a.txt", b"<!DOCTYPE html><script>", "Send a PDF"),
            ("a.txt", b"\xef\xbb\xbf <?xml version='1.0'?><svg/>", "Send a PDF"),
            ("a.txt", b"#!/bin/sh\n", "Send a PDF"),
            ("a.txt", b"Fr\xe9e them", "Send a PDF"),
            ("a.txt", b"Free\x00them", "Send a PDF"),
            ("a.exe", b"MZ\x90\x00\x03", "Send a PDF"),
            ("a.pdf", b"\x7fELF\x02\x01", "Send a PDF"),
            ("a.gif", b"GIF89a\x01\x00", "Send a PDF"),
            ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "Send a PDF"),
            ("a.html", PDF, "The ending of its name"),
            ("a.svg", picture("PNG"), "The ending of its name"),
            ("a.html", b"Free them.", "The ending of its name"),
            ("pdf", PDF, "The ending of its name"),
            ("a.docx", packed({"a.txt": "a"}), "The ending of its name"),
            ("a.jar", packed({"a.txt": "a"}), "The ending of its name"),
            ("a.zip", packed({"posters/Start.EXE": "MZ"}), "There is a program"),
            ("a.docx", packed({"word/document.xml": "", "word/vbaProject.bin": ""}), "There is a program"),
            ("a.zip", b"PK\x03\x04" + b"x" * 60, "The file cannot be opened."),
            ("a.png", picture("PNG")[:60], "The file cannot be opened."),
            ("a.jpg", b"\xff\xd8\xff\xe0" + b"x" * 60, "The file cannot be opened."),
            ("a.png", picture("PNG", (5001, 5000), "1"), "The picture has more than 25 million pixels."),
            ("a.pdf", b"", "The file is empty."),
            ("a.pdf", b"%PDF-" + b"x" * 10_000_000, "The file is larger than 10 MB."),
        ],
    )
    def test_beside_the_field_and_what_was_typed_stays(self, send, name, content, told):
        answer = send(name, content)
        body = answer.content.decode()
        assert answer.status_code == 422
        assert f"<span>{told}" in body.partition('id="file-error"')[2]
        assert 'value="Poster A3"' in body
        assert 'value="CC BY 4.0"' in body
        assert Material.objects.count() == 0

    def test_what_moves(self, send):
        still = Image.new("RGB", (9, 9), "red")
        for form, name in (("PNG", "a.png"), ("WEBP", "a.webp")):
            out = io.BytesIO()
            still.save(out, form, save_all=True, append_images=[Image.new("RGB", (9, 9), "blue")])
            assert "The picture moves." in send(name, out.getvalue()).content.decode()

    def test_both_or_neither(self, send, mei, may_31):
        both = send(url="https://files.example/").content.decode()
        assert "<span>Give an address or a file, not both." in both.partition('id="url-error"')[2]
        neither = mei.post(WRITE, POSTER).content.decode()
        assert "<span>Enter the address where it lies, or choose a file." in neither.partition('id="url-error"')[2]
        assert Material.objects.count() == 0

    def test_a_file_beside_another_fault_has_to_be_chosen_again(self, send):
        answer = send(title="")
        assert answer.status_code == 422
        assert "Choose the file once more" in answer.content.decode()

    def test_much_larger_it_is_not_even_read(self, send):
        answer = send(content=b"x" * 11_000_000)
        assert (answer.status_code, Material.objects.count()) == (413, 0)
        assert "larger than 10 MB" in answer.content.decode()

    def test_no_room_for_more_but_for_a_smaller_version(self, send, monkeypatch):
        monkeypatch.setattr(announcements, "LARGEST_TOGETHER", 2_000_000)
        send()
        full = send(title="Poster A2")
        assert "larger than 100 MB together" in full.content.decode()
        assert Material.objects.count() == 1
        assert send(version="2").status_code == 302

    def test_from_strangers_moderators_and_other_campaigns(self, sarchk, may_31, bo, client):
        def send(path=WRITE):
            return client.post(path, POSTER | {"file": SimpleUploadedFile("a.pdf", PDF)})

        assert send().status_code in (302, 400)
        client.force_login(bo)
        assert send().status_code in (400, 404)
        other = campaigns.start(slug="other", name="Other")
        client.force_login(
            campaigns.join_team(campaign=other, email="o@example.org", role=Role.COORDINATOR, password=PASSWORD)
        )
        assert send().status_code == 404
        assert Material.objects.count() == 0

"""What becomes of the rows (FEATURES S15, I1; issue 5.9): taken in one by one, brought up to date by the next version
of the file, never over what somebody changed here, and undone as a whole."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone as clock

from protests import tasks
from protests.actions import campaigns, changes, gatherings, imports, protests, retention, submissions, taking
from protests.enums import Decision, RowOutcome, Stage, Verdict
from protests.imports import checking
from protests.intake import pages, work
from protests.models import (
    AuditEvent,
    ColumnMatch,
    Displaced,
    Import,
    ImportRow,
    OutboxMail,
    Protest,
    ProtestDay,
    Submission,
)
from protests.rules import retention as spans
from protests.rules.transitions import NotNow
from protests.rules.window import Frozen
from tests.imports import samples
from tests.imports.conftest import outcomes, rows_of, verdicts

HEAD = "id,title,city,country,date,start,venue\n"
SUVA = "1,March,Suva,Fiji,{day},18:00,Harbour park\n"
APIA = "2,Vigil,Apia,Samoa,{day},19:00,Clock tower\n"
KATHMANDU = "3,Rally,Kathmandu,Nepal,{day},17:00,Maitighar\n"
BAD = "4,Bad,Xqzzyw,Nowhere,soon,evening,\n"
FILE = HEAD + SUVA + APIA + KATHMANDU

pytestmark = pytest.mark.django_db


def listed():
    return list(Protest.objects.public().order_by("title").values_list("title", flat=True))


class TestTakingIn:
    def test_good_rows_are_ticked_and_become_approved_protests_and_the_file_goes(self, upload, take, dora):
        of = upload(FILE + BAD)
        assert verdicts(of) == [Verdict.GOOD] * 3 + [Verdict.FAULTY]
        assert listed() == []
        done = take(of)
        assert (done.stage, outcomes(of)) == (Stage.DONE, [RowOutcome.ADDED] * 3 + [""])
        assert listed() == ["March", "Rally", "Vigil"]
        protest = Protest.objects.get(title="March")
        assert (protest.country, protest.venue, protest.accuracy, protest.status) == (
            "FJ", "Harbour park", "city", "confirmed",
        )  # fmt: skip
        assert protest.checked_at is not None
        assert Import.objects.get().content is None
        verbs = AuditEvent.objects.filter(actor=dora).values_list("verb", flat=True)
        assert sorted(verbs) == ["import.begun", "import.started"] + ["protest.imported"] * 3

    def test_or_submissions_that_wait_for_a_moderator(self, upload, take, bo):
        take(upload(FILE), is_for_review=True)
        assert listed() == []
        sent = Submission.objects.get(title="March")
        assert (sent.decision, sent.contact, sent.flags) == (Decision.WAITING, None, ["imported"])
        submissions.approve(submission_id=sent.pk, by=bo)
        assert listed() == ["March"]

    def test_only_what_is_ticked_and_nothing_faulty(self, upload, take, tick):
        of = upload(FILE + BAD)
        tick(of, 3, 5)
        take(of)
        assert (listed(), outcomes(of)) == (["Vigil"], ["", RowOutcome.ADDED, "", ""])

    def test_the_same_row_twice_and_one_that_is_listed_are_not_ticked(self, upload, publish, may_31):
        publish()
        of = upload(
            HEAD + KATHMANDU + KATHMANDU.replace("3,", "9,") + f"5,Suva marches,Suva,Fiji,{may_31.starts_on},18:00,"
        )
        rows = rows_of(of)
        assert [(row.is_ticked, row.twin, bool(row.like)) for row in rows] == [
            (True, None, False), (False, 2, False), (False, None, True),
        ]  # fmt: skip

    def test_a_past_day_is_an_archive_and_nobody_is_told(self, upload, take, sarchk, follow):
        campaigns.call_day(campaign=sarchk, slug="then", title="Then", starts_on=date(2021, 5, 31))
        of = upload(FILE.replace("{day}", "2021-05-31"), day="then")
        before = OutboxMail.objects.count()
        take(of)
        assert listed() == ["March", "Rally", "Vigil"]
        assert OutboxMail.objects.count() == before

    def test_who_does_not_run_the_campaign_can_do_nothing(self, upload, bo):
        of = upload(FILE)
        for act in (
            lambda: imports.begin(campaign="sarchk", day="may-31", filename="x", content=b"x", by=bo),
            lambda: imports.match(import_id=of, fields=[], headings=[], order="", by=bo),
            lambda: imports.correct(import_id=of, number=2, values={}, by=bo),
            lambda: imports.tick(import_id=of, shown=[2], ticked=[2], by=bo),
            lambda: imports.drop(import_id=of, by=bo),
            lambda: taking.start(import_id=of, is_for_review=False, by=bo),
            lambda: taking.undo(import_id=of, by=bo),
        ):
            with pytest.raises(PermissionDenied):
                act()

    def test_a_row_that_breaks_spoils_no_other(self, upload, take, monkeypatch):
        add = protests.add

        def fail(**values):
            if values["draft"].title == "Vigil":
                raise RuntimeError
            return add(**values)

        monkeypatch.setattr(taking.protests, "add", fail)
        of = upload(FILE)
        monkeypatch.setattr(checking.logger, "exception", lambda *args: None)
        take(of)
        assert (listed(), outcomes(of)) == (
            ["March", "Rally"], [RowOutcome.ADDED, RowOutcome.FAILED, RowOutcome.ADDED],
        )  # fmt: skip

    def test_what_stopped_half_way_goes_on_by_the_worker(self, upload, dora, monkeypatch):
        of = upload(FILE)
        taking.start(import_id=of, is_for_review=False, by=dora)
        first = rows_of(of)[0]
        taking.take(row_id=first.pk, draft=None)  # it died after this one, which could not be read
        Import.objects.update(touched_at=clock.now() - timedelta(minutes=2))
        assert work.stalled() == [of]
        tasks.run_import(str(of))
        assert outcomes(of) == [RowOutcome.FAILED, RowOutcome.ADDED, RowOutcome.ADDED]
        assert work.stalled() == []

    def test_where_people_are_in_danger_only_the_city_is_shown_and_no_name(self, upload, take, sarchk):
        sarchk.risky_countries = ["FJ"]
        sarchk.save()
        of = upload(HEAD.replace("id,", "group,") + SUVA.replace("1,", "Suva stands,") + APIA.replace("2,", "Apia,"))
        take(of)
        suva, apia = Protest.objects.get(title="March"), Protest.objects.get(title="Vigil")
        assert (suva.precision, suva.group_name, apia.precision, apia.group_name) == ("city", "", "exact", "Apia")

    def test_nothing_is_taken_into_a_frozen_day_nor_undone_there(self, upload, take, undo, may_31):
        of, waits = upload(FILE), upload(FILE.replace("March", "Other"))
        take(of)
        ProtestDay.objects.update(frozen_at=clock.now())
        for act in (lambda: upload(FILE), lambda: take(waits), lambda: undo(of)):
            with pytest.raises(Frozen):
                act()
        assert listed() == ["March", "Rally", "Vigil"]


class TestCorrecting:
    def test_columns_are_said_once_and_remembered_for_the_campaign(self, upload, dora):
        text = "Wo genau,Wann,Uhr\nKathmandu,{day},18:00\nApia,{day},19:00\n"
        of = upload(text)
        assert pages.file(dora, of).fields == ["", "date", "start"]
        headings = ["wo genau", "wann", "uhr"]
        imports.match(import_id=of, fields=["city", "date", "start"], headings=headings, order="", by=dora)
        checking.run(of)
        assert verdicts(of) == [Verdict.GOOD] * 2
        assert dict(ColumnMatch.objects.values_list("heading", "field"))["wo genau"] == "city"
        assert pages.file(dora, upload(text)).fields == ["city", "date", "start"]

    def test_ambiguous_dates_are_asked_for_once_for_all_rows(self, upload, dora):
        of = upload(HEAD + SUVA.replace("{day}", "5/6/2027") + APIA.replace("{day}", "6/6/2027"))
        assert [row.verdict for row in rows_of(of)] == [Verdict.FAULTY, Verdict.DOUBT]
        found = pages.file(dora, of)
        imports.match(import_id=of, fields=found.fields, headings=found.head, order="dmy", by=dora)
        checking.run(of)
        assert verdicts(of) == [Verdict.DOUBT, Verdict.DOUBT]  # the 5th of June is not the day, but a date

    def test_a_cell_is_corrected_and_a_homonym_chosen(self, upload, dora, may_31):
        of = upload(HEAD + BAD + "6,Rally,Springfield,USA,{day},12:00,\n")
        values = {"city": "Suva", "country": "Fiji", "date": str(may_31.starts_on), "start": "18:00"}
        imports.correct(import_id=of, number=2, values=values, by=dora)
        town = next(town for town, label in rows_of(of)[1].towns if "Illinois" in label)
        checking.run(of)
        imports.correct(import_id=of, number=3, values={"town": str(town)}, by=dora)
        checking.run(of)
        assert verdicts(of) == [Verdict.GOOD, Verdict.GOOD]
        assert rows_of(of)[1].certainty == "chosen"

    def test_nothing_of_it_can_be_changed_while_it_is_taken_in(self, upload, dora):
        of = upload(FILE)
        taking.start(import_id=of, is_for_review=False, by=dora)
        with pytest.raises(NotNow):
            imports.correct(import_id=of, number=2, values={}, by=dora)
        with pytest.raises(NotNow):
            imports.drop(import_id=of, by=dora)


class TestTheNextVersion:
    def test_of_the_same_file_changes_nothing(self, upload, take):
        take(upload(FILE))
        before = list(Protest.objects.order_by("pk").values())
        again = upload(FILE)
        assert verdicts(again) == [Verdict.SAME] * 3
        take(again)
        assert list(Protest.objects.order_by("pk").values()) == before

    def test_brings_what_the_file_changed_and_keeps_what_was_changed_here(self, upload, take, dora):
        take(upload(FILE))
        suva = Protest.objects.get(title="March")
        own = gatherings.draft_of(suva)
        changes.revise(code=suva.code, draft=replace(own, description="Written here"), by=dora)
        again = upload(FILE.replace("1,March,Suva,Fiji,{day},18:00", "1,March,Suva,Fiji,{day},19:30"))
        row = rows_of(again)[0]
        assert (row.verdict, row.differing, row.conflicts, row.is_ticked) == (Verdict.GOOD, ["when"], [], True)
        take(again)
        suva.refresh_from_db()
        assert (f"{suva.local_start:%H:%M}", suva.description) == ("19:30", "Written here")

    def test_never_overwrites_what_was_changed_here_without_a_tick(self, upload, take, tick, dora):
        take(upload(FILE))
        suva = Protest.objects.get(title="March")
        changes.revise(code=suva.code, draft=replace(gatherings.draft_of(suva), title="March of all"), by=dora)
        again = upload(FILE.replace("1,March", "1,Great march"))
        row = rows_of(again)[0]
        assert (row.verdict, row.conflicts, row.is_ticked) == (Verdict.DOUBT, ["title"], False)
        take(again)
        suva.refresh_from_db()
        assert suva.title == "March of all"
        once_more = upload(FILE.replace("1,March", "1,Great march"))
        tick(once_more, 2)
        take(once_more)
        suva.refresh_from_db()
        assert suva.title == "Great march"

    def test_three_entries_at_one_place_and_time_are_one_until_somebody_says_otherwise(self, upload, take, may_31):
        of = upload(samples.of_entries(*(samples.entry(uid, may_31.starts_on.year) for uid in "abc")), "x.ics")
        take(of)
        assert outcomes(of) == [RowOutcome.ADDED, "", ""]

    def test_by_uid_with_cancelled_ones_and_vanished_ones(self, upload, take, may_31):
        year, cities = may_31.starts_on.year, {"a": "Suva, Fiji", "b": "Apia, Samoa", "c": "Kathmandu, Nepal"}

        def calendar(uids, **more):
            return samples.of_entries(*(samples.entry(uid, year, *more.get(uid, ()), city=cities[uid]) for uid in uids))

        take(upload(calendar("abc"), "x.ics"))
        assert listed() == ["March a", "March b", "March c"]
        again = upload(calendar("ab", a=["STATUS:CANCELLED"]), "x.ics")
        assert [(row.verdict, row.is_cancelled, row.is_ticked) for row in rows_of(again)] == [
            (Verdict.GOOD, True, True), (Verdict.SAME, False, False),
        ]  # fmt: skip
        assert [title for _code, title in pages.vanished(again)] == ["March c"]
        take(again)
        assert Protest.objects.get(title="March a").status == "cancelled"
        assert Protest.objects.get(title="March c").status == "confirmed"

    def test_what_is_cancelled_and_was_never_listed_is_left_out(self, upload, may_31):
        of = upload(samples.of_entries(samples.entry("a", may_31.starts_on.year, "STATUS:CANCELLED")), "x.ics")
        assert verdicts(of) == [Verdict.LEFT]

    def test_what_was_hidden_or_cancelled_here_stays_so(self, upload, take, dora):
        take(upload(FILE))
        protests.hide(code=Protest.objects.get(title="March").code, reason="wish", by=dora)
        changes.cancel(code=Protest.objects.get(title="Vigil").code, by=dora)
        again = upload(FILE.replace("18:00", "18:30").replace("19:00", "19:30"))
        assert verdicts(again) == [Verdict.LEFT, Verdict.LEFT, Verdict.SAME]

    def test_changes_what_still_waits_in_the_queue(self, upload, take, undo):
        take(upload(FILE), is_for_review=True)
        again = upload(FILE.replace("1,March", "1,Great march"))
        take(again, is_for_review=True)
        assert sorted(Submission.objects.values_list("title", flat=True)) == ["Great march", "Rally", "Vigil"]
        undo(again)
        assert sorted(Submission.objects.values_list("title", flat=True)) == ["March", "Rally", "Vigil"]


class TestUndo:
    def test_all_that_it_added_goes_and_can_come_again(self, upload, take, undo):
        of = upload(FILE)
        take(of)
        undo(of)
        assert (listed(), outcomes(of)) == ([], [RowOutcome.UNDONE] * 3)
        take(upload(FILE))
        assert listed() == ["March", "Rally", "Vigil"]

    def test_what_it_changed_is_put_back_and_what_it_cancelled_takes_place(self, upload, take, undo, may_31):
        head = HEAD.replace("venue", "status")
        take(upload(head + SUVA.replace("Harbour park", "") + APIA.replace("Clock tower", "")))
        before = {one.title: (one.local_start, one.status) for one in Protest.objects.all()}
        again = upload(
            head + SUVA.replace("Harbour park", "").replace("18:00", "20:00") + APIA.replace("Clock tower", "Cancelled")
        )
        take(again)
        assert {one.status for one in Protest.objects.all()} == {"confirmed", "cancelled"}
        undo(again)
        assert outcomes(again) == [RowOutcome.UNDONE] * 2
        assert {one.title: (one.local_start, one.status) for one in Protest.objects.all()} == before

    def test_what_somebody_changed_since_stays_and_is_named(self, upload, take, undo, dora):
        of = upload(FILE)
        take(of)
        changes.postpone(code=Protest.objects.get(title="March").code, reason="Storm", by=dora)
        undo(of)
        assert (listed(), outcomes(of)) == (["March"], [RowOutcome.KEPT, RowOutcome.UNDONE, RowOutcome.UNDONE])

    def test_of_what_waits_in_the_queue(self, upload, take, undo, bo):
        of = upload(FILE)
        take(of, is_for_review=True)
        submissions.approve(submission_id=Submission.objects.get(title="March").pk, by=bo)
        undo(of)
        assert listed() == ["March"]
        assert set(Submission.objects.exclude(title="March").values_list("decision", flat=True)) == {Decision.WITHDRAWN}


class TestForgetting:
    def test_a_file_that_nobody_went_on_with_goes_after_a_week(self, upload, take, time_machine):
        waits, done = upload(HEAD + APIA), upload(FILE)
        take(done)
        take(upload(FILE.replace("18:00", "18:30")))
        assert Displaced.objects.count() == 1
        time_machine.move_to(clock.now() + spans.IMPORT + timedelta(hours=1))
        retention.purge()
        assert not Import.objects.filter(pk=waits).exists()
        assert Import.objects.get(pk=done).stage == Stage.DONE
        assert Displaced.objects.count() == 0
        assert {(tuple(row.cells), row.key != "") for row in ImportRow.objects.all()} == {((), True)}

    def test_dropped_by_hand_at_once(self, upload, dora):
        imports.drop(import_id=upload(FILE), by=dora)
        assert (Import.objects.count(), ImportRow.objects.count()) == (0, 0)

    def test_of_what_can_not_be_read_nothing_is_kept(self, upload):
        of = Import.objects.get(pk=upload(b"%PDF-1.7", "x.pdf"))
        assert (of.stage, of.fault, of.content) == (Stage.FAILED, "file.unknown", None)

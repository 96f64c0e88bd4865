"""A file of a coordinator: begun, its columns matched, its rows corrected and ticked, dropped. Nothing of it is listed
by any of these; that is actions/taking.py."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone as clock
from procrastinate.contrib.django import app

from protests.actions import led
from protests.actions.log import record
from protests.enums import Stage, Verdict
from protests.models import ColumnMatch, Import, ImportRow, Person
from protests.rules import permissions
from protests.rules.transitions import NotNow

AT_A_TIME = 1000
LONGEST_CORRECTION = 5000


@transaction.atomic
def begin(*, campaign: str, day: str, filename: str, content: bytes, by: Person) -> UUID:
    """Keep a file to be read. Raises as led.day_of does."""
    target = led.day_of(campaign, day, by)
    begun = Import.objects.create(day=target, person=by, filename=filename[-200:], content=content)
    record("import.begun", begun, by=by)
    return begun.pk


def run_soon(*, import_id: UUID) -> None:
    """The worker goes on with it."""
    lock = f"import {import_id}"
    app.configure_task("run_import", lock=lock, queueing_lock=lock).defer(import_id=str(import_id))


@transaction.atomic
def fill(*, import_id: UUID, form: str, encoding: str, head: Sequence[str], fields: Sequence[str], rows: Sequence[Any]):
    """What was read of the file: its columns, what they are taken for, and its lines. A second time it is the same."""
    found = Import.objects.select_for_update().get(pk=import_id)
    if found.stage != Stage.READING:
        return
    lines = (
        ImportRow(of=found, number=line.number, cells=list(line.cells), marks=[list(mark) for mark in line.marks])
        for line in rows
    )
    ImportRow.objects.bulk_create(lines, batch_size=AT_A_TIME)
    found.form, found.encoding, found.head, found.fields = form, encoding, list(head), list(fields)
    found.stage = Stage.CHECKING
    found.save()


@transaction.atomic
def fail(*, import_id: UUID, code: str) -> None:
    """It can't be read; nothing of the file is kept."""
    Import.objects.filter(pk=import_id, stage=Stage.READING).update(stage=Stage.FAILED, fault=code, content=None)


@transaction.atomic
def note(*, rows: Sequence[tuple[int, Mapping[str, Any]]]) -> None:
    """What was found about some rows, by their ids; what was taken in meanwhile stays as it is."""
    found = ImportRow.objects.select_for_update().filter(outcome="").in_bulk([pk for pk, _values in rows])
    names: set[str] = set()
    for pk, values in rows:
        if pk in found:
            names |= values.keys()
            for name, value in values.items():
                setattr(found[pk], name, value)
    if found:
        ImportRow.objects.bulk_update(found.values(), sorted(names), batch_size=AT_A_TIME)


def touch(*, import_id: UUID, order: str | None = None) -> None:
    """Somebody is at work on it; `order` is what the dates of the file told."""
    said = {} if order is None else {"order": order}
    Import.objects.filter(pk=import_id).update(touched_at=clock.now(), **said)


@transaction.atomic
def ready(*, import_id: UUID) -> None:
    """All rows were looked at."""
    Import.objects.filter(pk=import_id, stage=Stage.CHECKING).update(stage=Stage.READY)


@transaction.atomic
def match(*, import_id: UUID, fields: Sequence[str], headings: Sequence[str], order: str, by: Person) -> None:
    """Say what the columns are, and in which order dates are written; remembered for the campaign. The rows are looked
    at again. Raises PermissionDenied, NotNow."""
    found = held(import_id, by, Stage.READY)
    for heading, field in zip(headings, fields, strict=True):
        if heading:
            ColumnMatch.objects.update_or_create(
                campaign_id=found.day.campaign_id, heading=heading, defaults={"field": field}
            )
    found.rows.update(verdict="", is_ticked=False)
    found.fields, found.order, found.stage = list(fields), order, Stage.CHECKING
    found.save()


@transaction.atomic
def correct(*, import_id: UUID, number: int, values: Mapping[str, str], by: Person) -> None:
    """Other cells for one row, by field. The rows are looked at again where they have to. Raises as match does."""
    found = held(import_id, by, Stage.READY)
    kept = {name: value[:LONGEST_CORRECTION] for name, value in values.items()}
    found.rows.filter(number=number, outcome="").update(corrected=kept, verdict="", is_ticked=False)
    found.stage = Stage.CHECKING
    found.save()


@transaction.atomic
def tick(*, import_id: UUID, shown: Sequence[int], ticked: Sequence[int], by: Person) -> None:
    """Of the rows that were shown these are to be taken in, by their numbers. What is faulty can't be. Raises as match
    does."""
    rows = held(import_id, by, Stage.READY).rows.filter(number__in=shown, outcome="")
    rows.update(is_ticked=False)
    rows.filter(number__in=ticked).exclude(verdict__in=[Verdict.FAULTY, Verdict.LEFT, ""]).update(is_ticked=True)


@transaction.atomic
def drop(*, import_id: UUID, by: Person) -> None:
    """Forget a file of which nothing was taken in. Raises as match does."""
    found = held(import_id, by, Stage.READING, Stage.CHECKING, Stage.READY, Stage.FAILED)
    record("import.dropped", found, by=by)
    found.delete()


def held(import_id: UUID, by: Person, *stages: Stage) -> Import:
    """The import, locked for an act that is possible in these stages. Raises PermissionDenied, NotNow."""
    found = Import.objects.select_for_update(of=("self",)).select_related("day").get(pk=import_id)
    if not permissions.coordinates(by.memberships.all(), found.day.campaign_id):
        raise PermissionDenied
    if stages and found.stage not in stages:
        raise NotNow(found.stage)
    return found

"""Dora runs the campaign and takes files in."""

import pytest

from protests.actions import imports, taking
from protests.imports import checking
from protests.intake import pages
from protests.models import ImportRow


@pytest.fixture
def upload(dora, may_31):
    """upload(content) -> the id of an import whose rows were looked at."""

    def upload(content, filename="sheet.csv", day="may-31"):
        if isinstance(content, str):
            content = content.replace("{day}", may_31.starts_on.isoformat()).encode()
        begun = imports.begin(campaign="sarchk", day=day, filename=filename, content=content, by=dora)
        checking.run(begun)
        return begun

    return upload


@pytest.fixture
def take(dora):
    """Takes in what is ticked."""

    def take(import_id, *, is_for_review=False):
        taking.start(import_id=import_id, is_for_review=is_for_review, by=dora)
        checking.run(import_id)
        return pages.file(dora, import_id)

    return take


@pytest.fixture
def undo(dora):
    def undo(import_id):
        taking.undo(import_id=import_id, by=dora)
        checking.run(import_id)

    return undo


def rows_of(import_id):
    return list(ImportRow.objects.filter(of=import_id).order_by("number"))


def verdicts(import_id):
    return [row.verdict for row in rows_of(import_id)]


def outcomes(import_id):
    return [row.outcome for row in rows_of(import_id)]


@pytest.fixture
def tick(dora):
    def tick(import_id, *numbers):
        shown = [row.number for row in rows_of(import_id)]
        imports.tick(import_id=import_id, shown=shown, ticked=numbers, by=dora)

    return tick

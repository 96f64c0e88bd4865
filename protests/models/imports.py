"""Files that coordinators take in: the file while it is needed, its rows, what became of them, what stood before."""

from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, Q

from protests.enums import RowOutcome, Stage, Verdict
from protests.models.base import Gathering, one_of
from protests.models.campaigns import Campaign, ProtestDay
from protests.models.people import Person
from protests.models.protests import Protest
from protests.models.submissions import Submission


class Import(models.Model):
    """One file for one day. `content` goes once it is taken in; `head` are its columns, `fields` what each of them is
    ("": not taken), `order` of a date ("dmy", "mdy") where the file does not tell."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    day = models.ForeignKey(ProtestDay, models.CASCADE, related_name="imports")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    filename = models.CharField(max_length=200)
    content = models.BinaryField(null=True)
    form = models.CharField(max_length=8, blank=True)
    encoding = models.CharField(max_length=40, blank=True)
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.READING)
    fault = models.CharField(max_length=40, blank=True)
    head = models.JSONField(default=list)
    fields = models.JSONField(default=list)
    order = models.CharField(max_length=3, blank=True)
    # Whether its rows wait for a moderator instead of being listed at once.
    is_for_review = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    # When something was last done with it: what stands still too long is taken up by the worker, or forgotten.
    touched_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [CheckConstraint(condition=one_of("stage", Stage), name="import_stage")]


class ImportRow(models.Model):
    """One row. `marks` are [column, code], `towns` [id, name] of the places it may mean, the first taken.

    `prints` are of what was taken in, field by field: they tell whether file or listing changed since."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    marks = models.JSONField(default=list)
    # What was corrected by hand, by field.
    corrected = models.JSONField(default=dict)
    # What it is to the file it comes from, in every version of it; and which gathering it is: place and time.
    key = models.CharField(max_length=64, blank=True)
    imprint = models.CharField(max_length=64, blank=True)
    certainty = models.CharField(max_length=8, blank=True)
    towns = models.JSONField(default=list)
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    # Another row of the file that is the same, and the code of a listed protest that looks the same.
    twin = models.PositiveIntegerField(null=True)
    like = models.CharField(max_length=8, blank=True)
    # What differs from the listing, and what of that was also changed here: names of fields.
    differing = models.JSONField(default=list)
    conflicts = models.JSONField(default=list)
    is_cancelled = models.BooleanField(default=False)
    is_ticked = models.BooleanField(default=False)

    protest = models.ForeignKey(Protest, models.SET_NULL, null=True, related_name="+")
    submission = models.ForeignKey(Submission, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=RowOutcome, blank=True)
    prints = models.JSONField(default=dict)
    # The revision that it left behind: undone is only what nobody touched since.
    left_at = models.DateTimeField(null=True)
    change = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "number"], name="import_row_once"),
            CheckConstraint(condition=Q(verdict="") | one_of("verdict", Verdict), name="import_row_verdict"),
            CheckConstraint(condition=Q(outcome="") | one_of("outcome", RowOutcome), name="import_row_outcome"),
            CheckConstraint(condition=~Q(verdict=Verdict.FAULTY, is_ticked=True), name="import_row_faulty_unticked"),
        ]
        indexes = [models.Index(fields=["key"], name="import_row_key")]


class Displaced(Gathering):
    """What stood in a protest before a row changed it, so that the import can be undone."""

    row = models.OneToOneField(ImportRow, models.CASCADE, related_name="displaced")


class ColumnMatch(models.Model):
    """What somebody said a column is, remembered for the next file of the campaign."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="column_matches")
    heading = models.CharField(max_length=120)
    field = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "heading"], name="column_once_in_a_campaign")]

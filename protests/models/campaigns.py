"""Who calls the days, the days, and the local groups."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q

from protests.enums import Kind


class Campaign(models.Model):
    """Who calls the protest days."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    about = models.TextField(max_length=4000, blank=True)
    demands = models.TextField(max_length=2000, blank=True)
    # The language of these texts and of those of its days; others as {"de": {"name": ..., "about": ...}}.
    language = models.CharField(max_length=12, default="en")
    translations = models.JSONField(default=dict, blank=True)
    # Those that its pages are offered in; none means all of the site's.
    languages = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    # Where people are in danger: only cities, no names (rules/risk.py).
    risky_countries = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    accent = models.CharField(max_length=7, blank=True)
    # Grows with every change of anything that is shown of it: the key of every kept body.
    version = models.PositiveBigIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(accent="") | Q(accent__regex="^#[0-9A-F]{6}$"), name="campaign_accent"),
        ]

    def __str__(self) -> str:
        return self.slug


class ProtestDay(models.Model):
    """One coordinated day, or a window of days, of a campaign."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="days")
    slug = models.SlugField(max_length=40)
    title = models.CharField(max_length=120)
    tagline = models.CharField(max_length=120, blank=True)
    about = models.TextField(max_length=4000, blank=True)
    demands = models.TextField(max_length=2000, blank=True)
    translations = models.JSONField(default=dict, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    # What the form of a protest begins with.
    usual_start = models.TimeField(null=True, blank=True)
    usual_end = models.TimeField(null=True, blank=True)
    usual_kind = models.CharField(max_length=10, choices=Kind, blank=True)
    start_text = models.TextField(max_length=4000, blank=True)
    # So long before the start an exact place is announced, unless its organiser says otherwise.
    reveal_hours = models.PositiveSmallIntegerField(default=24)
    # The switch, and the window in which it counts (rules/window.py).
    submissions_open = models.BooleanField(default=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    # The campaign's word to journalists (press_note), and until when they are asked to keep it back: on the press page.
    press_note = models.TextField(max_length=2000, blank=True)
    embargo_until = models.DateTimeField(null=True, blank=True)
    # From then on nothing of it can be changed.
    frozen_at = models.DateTimeField(null=True, blank=True)
    # On all its pages and in its feeds; since when it says so, and when the last one was taken away.
    banner = models.CharField(max_length=200, blank=True)
    banner_is_urgent = models.BooleanField(default=False)
    banner_at = models.DateTimeField(null=True, blank=True)
    banner_gone_at = models.DateTimeField(null=True, blank=True)
    # The edition before, of a yearly day.
    follows = models.ForeignKey("self", models.SET_NULL, null=True, related_name="next_editions")
    is_sample = models.BooleanField(default=False)
    version = models.PositiveBigIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "slug"], name="day_slug_once_in_a_campaign"),
            CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="day_ends_after_it_starts"),
            CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="day_closes_after_it_opens",
            ),
            CheckConstraint(
                condition=Q(banner="", banner_at=None, banner_gone_at=None)
                | Q(banner="", banner_at__isnull=False, banner_gone_at__isnull=False)
                & Q(banner_gone_at__gte=F("banner_at"))
                | Q(banner_at__isnull=False, banner_gone_at=None) & ~Q(banner=""),
                name="day_banner_stands_or_is_gone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign}/{self.slug}"


class LocalGroup(models.Model):
    """Who organises: a public name within a campaign."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="groups")
    name = models.CharField(max_length=120)
    # What makes its link (rules/tokens.py), which lives while the group is trusted.
    trusted_at = models.DateTimeField(null=True)
    handle = models.CharField(max_length=22, null=True, unique=True)
    generation = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "name"], name="group_name_once_in_a_campaign"),
            CheckConstraint(condition=Q(trusted_at=None) | Q(handle__isnull=False), name="group_trusted_by_a_link"),
        ]

    def __str__(self) -> str:
        return self.name

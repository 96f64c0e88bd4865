"""Who wants to be told of changes by mail, without an account. Never listed, never counted for anybody."""

from django.db import models
from django.db.models import CheckConstraint, Q

from protests.models.campaigns import ProtestDay
from protests.models.people import Reachable
from protests.models.protests import Protest
from protests.querysets.mailing import FollowerQuerySet


class Follower(Reachable):
    """One wish: a whole day, one protest of it, or what is within some kilometres of a town."""

    day = models.ForeignKey(ProtestDay, models.CASCADE, related_name="followers")
    protest = models.ForeignKey(Protest, models.CASCADE, null=True, related_name="followers")
    place = models.ForeignKey("maps.Place", models.PROTECT, null=True, related_name="+")
    within_km = models.PositiveSmallIntegerField(null=True)

    objects = FollowerQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(sealed_email__isnull=False, email_index__isnull=False), name="follower_by_mail"
            ),
            CheckConstraint(
                condition=Q(place=None, within_km=None)
                | Q(protest=None, place__isnull=False, within_km__gte=1, within_km__lte=500),
                name="follower_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["email_index", "day", "protest", "place"], nulls_distinct=False, name="follower_once"
            ),
        ]

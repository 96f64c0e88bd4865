"""How often something came from somewhere, without saying from where: rows that live an hour at most."""

from django.db import models


class Tally(models.Model):
    """`key` is a keyed hash that nobody can read an address from; the table is not logged, and lost in a crash."""

    key = models.BinaryField()
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "since"], name="tally_once")]

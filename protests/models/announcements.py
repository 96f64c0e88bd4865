"""Short dated notes of a campaign, and what it hands out: files, texts and links elsewhere."""

from django.db import models
from django.db.models import CheckConstraint

from protests.enums import FileForm, Handout
from protests.models.base import one_of
from protests.models.campaigns import Campaign, ProtestDay
from protests.rules import announcing, filenames


class Update(models.Model):
    """A note: public from when it is written until it is taken back."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="updates")
    day = models.ForeignKey(ProtestDay, models.SET_NULL, null=True, related_name="updates")
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=announcing.TITLE_LENGTH)
    text = models.TextField(max_length=announcing.TEXT_LENGTH)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["campaign", "-at"], name="update_of_a_campaign")]


class Material(models.Model):
    """Something to print, to send or to sign: a file of ours, or an address that leads elsewhere ("": a file)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="materials")
    kind = models.CharField(max_length=10, choices=Handout)
    language = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=announcing.TITLE_LENGTH)
    url = models.CharField(max_length=500, blank=True)
    version = models.CharField(max_length=announcing.VERSION_LENGTH, blank=True)
    licence = models.CharField(max_length=announcing.LICENCE_LENGTH, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [CheckConstraint(condition=one_of("kind", Handout), name="material_kind")]


class MaterialFile(models.Model):
    """The file of a material. In a table of its own, so that no list reads the bytes; `size` is how many there are."""

    material = models.OneToOneField(Material, models.CASCADE, related_name="file", primary_key=True)
    form = models.CharField(max_length=4, choices=FileForm)
    name = models.CharField(max_length=filenames.LONGEST)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [CheckConstraint(condition=one_of("form", FileForm), name="material_file_form")]

"""A question of the press goes to the coordinators by mail, and their answer straight to who asked."""

import hmac
import json
from dataclasses import asdict
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils import timezone as clock
from django.utils.translation import gettext_lazy as _

from protests import emails
from protests.actions.log import record
from protests.enums import Role
from protests.models import Person, PressMessage, ProtestDay
from protests.rules import press, sealing
from protests.rules.faults import Refused
from protests.rules.press import Message
from protests.rules.tokens import derived


@transaction.atomic
def ask(*, campaign: str, day: str, message: Message, is_doubtful: bool = False) -> None:
    """Pass a message on to every coordinator; the same one twice goes once. Raises Refused where there is nobody, or
    when they have got too many in a day."""
    found = ProtestDay.objects.get(campaign__slug=campaign, slug=day)
    written = json.dumps({"day": found.pk} | asdict(message), sort_keys=True)
    digest = hmac.digest(derived(settings.CONTACT_KEY, "press"), written.encode(), sha256)
    if PressMessage.objects.filter(digest=digest).exists():
        return
    coordinators = _coordinators(found)
    sent = PressMessage.objects.create(
        day=found, sealed=sealing.seal(settings.CONTACT_KEY, written), digest=digest, is_doubtful=is_doubtful
    )
    record("press.asked", sent, by=None)
    for person in coordinators:
        emails.press(person, sent)


def opened(sent: PressMessage) -> Message:
    """What was written."""
    written = json.loads(sealing.unseal(settings.CONTACT_KEY, sent.sealed))
    return Message(**{name: written[name] for name in Message.__dataclass_fields__})


def _coordinators(day: ProtestDay) -> list[Person]:
    team = Person.objects.filter(memberships__campaign=day.campaign_id, memberships__role=Role.COORDINATOR)
    found = list(team.filter(is_active=True).order_by("pk"))
    if not found:
        raise Refused("press.nobody", _("This campaign has nobody for the press here. Try its other channels."))
    since = clock.now() - timedelta(days=1)
    if PressMessage.objects.filter(day__campaign=day.campaign_id, created_at__gt=since).count() >= press.A_DAY:
        raise Refused("press.full", _("The coordinators got very many messages today. Send it again tomorrow."))
    return found

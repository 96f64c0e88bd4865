"""A visitor says that something is wrong with a listing; a moderator hides the listing, or closes the matter."""

from django.db import transaction
from django.utils import timezone as clock

from protests.actions import deciding
from protests.actions.log import record
from protests.models import Concern, Person, Protest
from protests.rules.concerning import Said


@transaction.atomic
def raise_concern(*, code: str, said: Said, is_spam: bool = False) -> None:
    """Kept for the moderators, without anything about who says it; the same words about one listing are kept once.
    Raises Protest.DoesNotExist for what is not public."""
    protest = Protest.objects.public().select_for_update().get(code=code)
    same = protest.concerns.filter(kind=said.kind, text=said.text, closed_at=None)
    if not same.exists():
        concern = Concern.objects.create(
            protest=protest, at=clock.now(), kind=said.kind, text=said.text, is_spam=is_spam
        )
        record("concern.raised", concern, by=None, reason=said.kind)


@transaction.atomic
def close(*, concern_id: int, by: Person, note: str = "") -> Concern:
    """Somebody looked at it. Closed twice is closed once. Raises PermissionDenied, Concern.DoesNotExist."""
    held = Concern.objects.select_for_update(of=("self",)).select_related("protest__day")
    concern = held.get(pk=concern_id)
    deciding.check_reach(concern.protest, by)
    if concern.closed_at is None:
        concern.closed_at, concern.closed_by, concern.note = clock.now(), by, note
        concern.save()
        record("concern.closed", concern, by=by)
    return concern

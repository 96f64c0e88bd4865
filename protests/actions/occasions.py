"""What a waiting mail tells of, as it is true at the moment when it is sent. What of it is public is not asked here."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone as clock

from maps.gazetteer import country_name
from protests.actions import alerts, press
from protests.enums import Change, Decision
from protests.models import Contact, Follower, OutboxMail, Protest, ProtestChange, ProtestDay, Submission
from protests.rules import retention, running, tokens
from protests.rules.asking import Question
from protests.rules.reasons import Reason

# In one mail: somebody who organises more has the newest.
MOST_LINKS = 20
# Mails of a decision that hold only as long as it does.
OF_A_DECISION = {
    "approved": Decision.APPROVED,
    "change_approved": Decision.APPROVED,
    "rejected": Decision.REJECTED,
    "change_rejected": Decision.REJECTED,
    "asked": Decision.ASKED,
}
COLUMNS = {
    Change.TIME: ProtestChange.OLD_TIME,
    Change.PLACE: ProtestChange.OLD_PLACE,
    Change.STATUS: ProtestChange.OLD_STATUS,
}


@dataclass(frozen=True)
class Occasion:
    """`facts` is what the templates read. `code` names a protest that the mail is about, `kinds` what of it is another
    than at `since`; `near` is (lon, lat, kilometres) where only what is near somewhere is of interest."""

    template: str
    facts: dict[str, object] = field(default_factory=dict)
    campaign: str = ""
    day: str = ""
    code: str = ""
    since: datetime | None = None
    kinds: tuple[str, ...] = ()
    near: tuple[float, float, int] | None = None
    stop_url: str = ""


def of(mail: OutboxMail) -> Occasion | None:
    """None for what was undone meanwhile."""
    if mail.submission and OF_A_DECISION.get(mail.template, mail.submission.decision) != mail.submission.decision:
        return None
    kinds = tuple(_differing(mail.protest, mail.act_at)) if mail.protest and mail.act_at else ()
    if mail.protest and mail.act_at and not kinds:
        return None
    if mail.template == "still_on" and not (mail.protest and _is_asked(mail.protest)):
        return None
    day, protest = _day(mail), _protest(mail)
    if mail.template == "merged" and protest is None:
        return None
    return Occasion(
        template=mail.template,
        facts=_facts(mail),
        campaign=day.campaign.slug if day else "",
        day=day.slug if day else "",
        code=protest.code if protest else "",
        since=mail.act_at,
        kinds=kinds,
        near=_near(mail.follower) if mail.follower else None,
        stop_url=_follow_url(mail.follower, "follow_stop") if mail.follower else "",
    )


def _differing(protest: Protest, since: datetime) -> Iterator[str]:
    """What was changed after `since` and not changed back."""
    for what, columns in COLUMNS.items():
        changes = list(protest.changes.filter(what=what, at__gt=since).order_by("at", "pk"))
        # One change of its kind changed something, though it may be no word that is kept: a point, a reason.
        if len(changes) == 1 or any(
            getattr(change, name) != getattr(protest, name) for change in changes[:1] for name in columns
        ):
            yield what.value


def _day(mail: OutboxMail) -> ProtestDay | None:
    of = mail.submission or mail.protest or mail.follower or mail.notice or mail.press
    return of.day if of else None


def _facts(mail: OutboxMail) -> dict[str, object]:
    facts = _promises()
    for of in (_of_contact, _of_follower, _of_merge, _of_notice, _of_campaign, _of_press):
        facts |= of(mail)
    return facts


def _protest(mail: OutboxMail) -> Protest | None:
    """What it is about; of a merge the entry that is left, None once the two were parted again."""
    if mail.template == "merged":
        return mail.protest and mail.protest.merged_into
    of = mail.submission or mail.follower
    return mail.protest or (of.protest if of else None)


def _of_merge(mail: OutboxMail) -> dict[str, object]:
    return {"loser_title": mail.protest.title} if mail.template == "merged" and mail.protest else {}


def _is_asked(protest: Protest) -> bool:
    """Whether an answer is still waited for: it was not given, and there is something to answer about."""
    is_said = protest.still_on_at and protest.asked_at and protest.still_on_at >= protest.asked_at
    gathers = running.gathers(protest.status, protest.going_ahead)
    return gathers and not is_said and protest.over_at > clock.now()


def _promises() -> dict[str, object]:
    return {
        "site_url": settings.SITE_URL,
        "unconfirmed_hours": retention.UNCONFIRMED // timedelta(hours=1),
        "contact_days": retention.CONTACT.days,
        "offer_hours": retention.OFFER // timedelta(hours=1),
        "follower_days": retention.FOLLOWER.days,
    }


def _of_contact(mail: OutboxMail) -> dict[str, object]:
    """One submission, or for a lost link the latest of each contact with this address."""
    if mail.contact is None:
        return {}
    if mail.template == "links":
        return {"entries": [_entry(contact) for contact in _alike(mail.contact)]}
    if mail.template == "invitation":
        return _of_invitation(mail.contact)
    return _entry(mail.contact) | (_of_submission(mail.submission) if mail.submission else {})


def _of_invitation(contact: Contact) -> dict[str, object]:
    token = tokens.token(settings.CONTACT_KEY, "join", contact.handle, contact.generation)
    return {
        "campaign": contact.invitation.campaign,
        "join_url": settings.SITE_URL + reverse("team_join", args=[token]),
        "invitation_days": retention.INVITATION.days,
    }


def _of_submission(submission: Submission) -> dict[str, object]:
    reason = submission.reason and Reason(submission.reason).label
    about = {"submission": submission, "day": submission.day, "reason": reason, "entry": f"?entry={submission.pk}"}
    return about | _of_question(submission)


def _of_question(submission: Submission) -> dict[str, object]:
    """The last one, as long as it is open."""
    if submission.decision != Decision.ASKED:
        return {}
    asked = submission.messages.filter(is_answer=False).order_by("at", "pk").last()
    return {"question": asked.question and Question(asked.question).label, "words": asked.text} if asked else {}


def _of_notice(mail: OutboxMail) -> dict[str, object]:
    """In the language of whoever gets it, if somebody wrote it in that."""
    notice = mail.notice
    if notice is None:
        return {}
    is_theirs = mail.language in notice.texts
    said = notice.texts.get(mail.language) or notice.texts.get(notice.language, "")
    return {"said": said, "written_in": "" if is_theirs else notice.language, "day": notice.day}


def _of_campaign(mail: OutboxMail) -> dict[str, object]:
    """What waits, at the moment when it is sent."""
    if mail.campaign is None:
        return {}
    return {
        "campaign": mail.campaign,
        "late": alerts.late(mail.campaign, clock.now()),
        "uncovered": [country_name(code) for code in alerts.uncovered(mail.campaign)],
        "board_url": settings.SITE_URL + reverse("board"),
    }


def _of_follower(mail: OutboxMail) -> dict[str, object]:
    follower = mail.follower
    if follower is None:
        return {}
    return {"follower": follower, "day": follower.day, "follow_url": _follow_url(follower, "follow_manage")}


def _of_press(mail: OutboxMail) -> dict[str, object]:
    sent = mail.press
    return {"message": press.opened(sent), "is_doubtful": sent.is_doubtful, "day": sent.day} if sent else {}


def _near(follower: Follower) -> tuple[float, float, int] | None:
    if follower.place is None or follower.within_km is None:
        return None
    return follower.place.point.x, follower.place.point.y, follower.within_km


def _follow_url(follower: Follower, route: str) -> str:
    token = tokens.token(settings.CONTACT_KEY, "follow", follower.handle, follower.generation)
    return settings.SITE_URL + reverse(route, args=[token])


def _alike(contact: Contact) -> QuerySet[Contact]:
    """The contacts with the same address that still have something to manage."""
    found = Contact.objects.filter(email_index=contact.email_index, submissions__isnull=False)
    return found.distinct().order_by("-created_at")[:MOST_LINKS]


def _entry(contact: Contact) -> dict[str, object]:
    latest = contact.submissions.select_related("day").order_by("-created_at").first()
    token = tokens.token(settings.CONTACT_KEY, "manage", contact.handle, contact.generation)
    return {
        "submission": latest,
        "day": latest and latest.day,
        "manage_url": settings.SITE_URL + reverse("manage", args=[token]),
    }

"""The records. Written by protests/actions, read for everybody by protests/public; no logic here."""

from protests.models.access import RecoveryCode, SecondFactor, SignIn
from protests.models.announcements import Material, MaterialFile, Update
from protests.models.audit import AuditEvent, Seal
from protests.models.campaigns import Campaign, LocalGroup, ProtestDay
from protests.models.changes import ChangeCounter, ProtestChange
from protests.models.desk import Before, Concern, Look, Merge, Message
from protests.models.followers import Follower
from protests.models.imports import ColumnMatch, Displaced, Import, ImportRow
from protests.models.limits import Tally
from protests.models.mails import OutboxMail
from protests.models.notices import Alert, Notice
from protests.models.people import Contact, Invitation, Membership, Person
from protests.models.press import PressMessage
from protests.models.proposals import Proposal
from protests.models.protests import Protest
from protests.models.roundups import RoundUp
from protests.models.submissions import Submission
from protests.models.turnout import TurnoutReport

__all__ = [
    "Alert",
    "AuditEvent",
    "Before",
    "Campaign",
    "ChangeCounter",
    "ColumnMatch",
    "Concern",
    "Contact",
    "Displaced",
    "Follower",
    "Import",
    "ImportRow",
    "Invitation",
    "LocalGroup",
    "Look",
    "Material",
    "MaterialFile",
    "Membership",
    "Merge",
    "Message",
    "Notice",
    "OutboxMail",
    "Person",
    "PressMessage",
    "Proposal",
    "Protest",
    "ProtestChange",
    "ProtestDay",
    "RecoveryCode",
    "RoundUp",
    "Seal",
    "SecondFactor",
    "SignIn",
    "Submission",
    "Tally",
    "TurnoutReport",
    "Update",
]

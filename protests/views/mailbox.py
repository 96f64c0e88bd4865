"""The mails of a development site, so that a newcomer can follow the links in them. It is nowhere else (urls.py)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

# What Django's file backend writes after each mail.
END = b"\n" + b"-" * 79 + b"\n"
MOST = 50


@dataclass(frozen=True)
class Letter:
    subject: str
    to: str
    sent: datetime
    body: str
    files: tuple[str, ...]
    has_html: bool


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    letters = sorted(_letters(), key=lambda letter: letter.sent, reverse=True)[:MOST]
    return render(request, "mailbox/mailbox.html", {"letters": letters})


def _letters() -> Iterator[Letter]:
    for file in settings.MAIL_DIR.glob("*.log"):
        for raw in filter(bytes.strip, file.read_bytes().split(END)):
            yield _letter(message_from_bytes(raw, EmailMessage, policy=policy.default))


def _letter(message: EmailMessage) -> Letter:
    text = message.get_body(("plain",))
    return Letter(
        subject=message["Subject"].strip(),  # a long one is folded before its first word
        to=message["To"],
        sent=message["Date"].datetime,
        body=text.get_content() if text else "",
        files=tuple(f"{file.get_filename()} ({file.get_content_type()})" for file in message.iter_attachments()),
        has_html=message.get_body(("html",)) is not None,
    )

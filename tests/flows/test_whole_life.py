"""The whole life of a protest, by forms and links alone, without script and without an account (issue 4)."""

import re
from datetime import timedelta

from django.core import mail

from protests import tasks
from protests.models import Contact, OutboxMail, Person, Protest, Submission
from tests.flows.pages import Visitor


def test_submitted_asked_edited_moved_cancelled_reported_handed_over_and_forgotten(
    client, bo_signed_in, may_31, time_machine
):
    amina, bo = Visitor(client.__class__()), Visitor(bo_signed_in)

    # Submitted and confirmed.
    amina.go("/sarchk/may-31/submit/")
    amina.send(
        title="March for the 47",
        kind="march",
        city="Suva",
        venue="Harbour park",
        email="amina@example.org",
        agreed="on",
    )
    assert "Check your mail" in amina.words
    link = mailed(r"/m/[\w-]{65}/")
    amina.go(link)
    amina.send(action="confirm")
    assert "In review" in amina.words

    # Edited while it waits, and approved as it is now.
    amina.follow("Edit")
    amina.send(venue="Harbour park, by the fountain")
    (entry,) = Submission.objects.all()

    # Bo asks, she answers on her own page.
    bo.go(f"/moderate/{entry.pk}/")
    bo.send(action="ask", question="where", words="Which of the two fountains?")
    assert "Which of the two fountains?" in mailed(r"> Which[^\n]*")
    amina.go(link)
    amina.send(action="answer", answer="The one at the harbour.")
    bo.go(f"/moderate/{entry.pk}/")
    assert "The one at the harbour." in bo.words
    assert "by the fountain" in bo.words
    bo.send(action="approve")
    page = re.search(r"/p/\w{8}/", mailed(r"http\S+/p/\w{8}/"))[0]
    assert "Harbour park, by the fountain" in amina.go(page)

    # Moved: the old place stands until Bo has looked at the new one.
    amina.go(link)
    amina.follow("Edit")
    amina.send(venue="Albert Park", local_start="19:00")
    assert "Your change is in review" in amina.words
    assert "Albert Park" not in amina.go(page)
    bo.go(f"/moderate/{Submission.objects.get(is_change=True).pk}/")
    bo.send(action="approve")
    assert "Moved to Albert Park" in amina.go(page)
    assert "It was Harbour park, by the fountain." in amina.words

    # Cancelled, and taken back.
    amina.go(link)
    amina.send(action="cancel", reason="Storm warning")
    assert "Storm warning" in amina.go(page)
    assert "STATUS:CANCELLED" in amina.calendar(page)
    amina.go(link)
    amina.send(action="undo")
    assert "Storm warning" not in amina.go(page)
    assert "STATUS:CONFIRMED" in amina.calendar(page)

    # The day after she says how many came, and Bo looks at it.
    time_machine.move_to(Protest.objects.get().over_at + timedelta(hours=13))
    amina.go(link)
    amina.follow("Report it")
    amina.send(low="200", high="300")
    bo.client.force_login(Person.objects.get(email="bo@example.org"))
    bo.go("/moderate/reports/")
    bo.send(action="accept")
    assert "200–300 The organisers" in amina.go(page)

    # Handed over to Carla, who says yes.
    amina.go(link)
    amina.send(action="offer", email="carla@example.org")
    carla = Visitor(client.__class__())
    hers = mailed(r"/m/[\w-]{65}/", to="carla@example.org")
    assert "March for the 47" in carla.go(hers)
    carla.send(action="take_over")
    assert "This link no longer works" in amina.go(link, status=404)
    assert "Your own link has stopped working" in mailed("[^\n]*stopped working", to="amina@example.org")

    # A new link, and then everything that says who she is deleted; the protest stays.
    carla.go(hers)
    carla.send(action="renew")
    assert "This link no longer works" in carla.go(hers, status=404)
    carla.go(mailed(r"/m/[\w-]{65}/", to="carla@example.org"))
    carla.send(action="forget")
    assert "Your contact data is deleted" in carla.words
    assert not Contact.objects.filter(protests__isnull=False).exists()
    assert "Albert Park" in amina.go(page)


def mailed(pattern, to=None):
    """What the newest mail that has it says, once the worker has sent what waits."""
    OutboxMail.objects.update(not_before=OutboxMail.objects.earliest("created_at").created_at)
    for waiting in OutboxMail.objects.filter(sent_at=None).order_by("pk"):
        tasks.send_mail(waiting.pk)
    letters = [one for one in reversed(mail.outbox) if to in (None, *one.to)]
    return next(found[0] for one in letters if (found := re.search(pattern, one.body)))

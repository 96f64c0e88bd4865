from django.core.management.base import BaseCommand, CommandError

from protests.actions import proposals
from protests.models import Proposal
from protests.rules.faults import Refused


class Command(BaseCommand):
    help = "What waits for a second person. On the command line the host is that person."

    def add_arguments(self, parser):
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--agree", type=int, metavar="NUMBER")
        which.add_argument("--decline", type=int, metavar="NUMBER")

    def handle(self, *, agree: int | None, decline: int | None, **options):
        try:
            if agree is not None:
                proposals.agree(proposal_id=agree, by=None)
            elif decline is not None:
                proposals.decline(proposal_id=decline, by=None)
            else:
                self._list()
        except Refused as refused:
            raise CommandError(str(refused.message)) from refused

    def _list(self) -> None:
        waiting = list(Proposal.objects.select_related("campaign", "by").filter(outcome="").order_by("at"))
        for one in waiting:
            verb = proposals.VERBS[one.verb]
            details = " ".join(f"{name}={value}" for name, value in one.arguments.items())
            about = verb.about(one.arguments)
            self.stdout.write(f"{one.pk}  {one.at:%Y-%m-%d %H:%M}  {one.campaign}  {verb.label}: {about} ({details})")
        if not waiting:
            self.stdout.write("Nothing waits.")

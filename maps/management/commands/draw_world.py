"""Draw static/maps/world/world.svg anew from the outlines; a test compares the two."""

from django.core.management.base import BaseCommand

from maps.outlines import FOLDER, world_svg


class Command(BaseCommand):
    help = "For developers: draw the world's land, the one picture that all static maps refer to."

    def handle(self, **options: object) -> None:
        (FOLDER / "world.svg").write_text(world_svg())

"""What is public. Said twice, for the database and for a record in hand; a test holds the two together."""

from django.db.models import Q

from protests.enums import Visibility

PUBLIC = Q(visibility=Visibility.PUBLIC)


def is_public(visibility: str) -> bool:
    return visibility == Visibility.PUBLIC

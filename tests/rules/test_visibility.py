"""What is public is said twice; both say the same for every case."""

import pytest

from protests.enums import Visibility
from protests.models import Protest
from protests.rules.visibility import is_public


@pytest.mark.parametrize("visibility", Visibility.values)
def test_the_database_and_python_agree(publish, visibility):
    protest, other = publish(), publish(title="Another", email="b@example.org")
    Protest.objects.filter(pk=protest.pk).update(
        visibility=visibility, merged_into=other if visibility == Visibility.MERGED else None
    )
    assert Protest.objects.public().filter(pk=protest.pk).exists() == is_public(visibility)

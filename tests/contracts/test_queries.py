"""An answer costs the same number of queries for one protest and for three."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.contracts.test_access import address

COSTS = {
    "home": 4, "campaign": 6, "day": 4, "day_calendar": 6, "day_geojson": 4, "day_pins": 4, "campaign_calendar": 6,
    "campaign_geojson": 4, "day_csv": 4, "day_atom": 8, "sitemap": 7, "api:protests": 4, "api:changes": 7,
    "api:days": 2, "protest": 6, "day_embed": 4, "moderate": 26, "moderate_submission": 27,
    "moderate_news": 11, "moderate_team": 12, "moderate_log": 12, "press": 8,
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(COSTS))
def test_queries_at_one_and_at_three(desk, arguments, publish, submit, raw, name):
    def count():
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(address(name, arguments)).status_code == 200
        return len(queries)

    one = count()
    for number in (2, 3):
        publish(title=f"March {number}", email=f"amina{number}@example.org")
    assert count() == one
    assert one <= COSTS[name]

"""An import that is stopped half-way, taken in by two workers, or undone while it runs (issue 5, "Bad days"): in the
end each row is taken in once or not at all, and what is undone is not public.

Five rounds in the gate; two hundred with --slow.
"""

import pytest

from protests.actions import taking
from protests.enums import RowOutcome
from protests.imports import checking
from protests.models import Import, Protest, Submission
from tests.actions.test_races import ROUNDS, at_once
from tests.imports.conftest import outcomes, rows_of

HEAD = "id,title,city,country,date,start\n"
CITIES = [("Suva", "Fiji"), ("Apia", "Samoa"), ("Kathmandu", "Nepal"), ("Berlin", "Germany")]


@pytest.fixture
def db(committed_db):
    """What threads see of one another."""


@pytest.fixture
def taking_in(upload, dora):
    """taking_in(round) -> an import whose four rows are to be taken in now."""

    def taking_in(number):
        rows = (f"{number}-{city},March {number},{city},{country},{{day}},18:00\n" for city, country in CITIES)
        of = upload(HEAD + "".join(rows))
        assert len(rows_of(of)) == Import.objects.get(pk=of).rows.update(is_ticked=True)  # the same place as before
        taking.start(import_id=of, is_for_review=False, by=dora)
        return of

    return taking_in


@pytest.mark.parametrize("rounds", ROUNDS)
def test_two_workers_take_in_one_file(taking_in, rounds):
    for number in range(rounds):
        of = taking_in(number)
        results = at_once(lambda of=of: checking.run(of), lambda of=of: checking.run(of))
        assert results == [None, None]
        assert outcomes(of) == [RowOutcome.ADDED] * len(CITIES)
    assert Protest.objects.count() == rounds * len(CITIES)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_one_is_undone_while_it_is_taken_in(taking_in, dora, rounds):
    for number in range(rounds):
        of = taking_in(number)
        results = at_once(
            lambda of=of: checking.run(of), lambda of=of: taking.undo(import_id=of, by=dora) or checking.run(of)
        )
        assert [error for error in results if isinstance(error, Exception)] == []
        checking.run(of)
        assert set(outcomes(of)) <= {RowOutcome.UNDONE, ""}
        assert not Protest.objects.public().exists()


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_worker_dies_in_the_middle_and_another_goes_on(taking_in, monkeypatch, rounds):
    """Killed between two rows, or in one: what it had not finished leaves nothing."""
    for number in range(rounds):
        of, left, add = taking_in(number), [number % len(CITIES)], taking.protests.add

        def dies(left=left, add=add, **values):
            protest = add(**values)
            left[0] -= 1
            if left[0] < 0:
                raise SystemExit
            return protest

        with monkeypatch.context() as patch:
            patch.setattr(taking.protests, "add", dies)
            with pytest.raises(SystemExit):
                checking.run(of)
        assert outcomes(of).count(RowOutcome.ADDED) == number % len(CITIES)
        checking.run(of)
        assert outcomes(of) == [RowOutcome.ADDED] * len(CITIES)
    assert Protest.objects.count() == rounds * len(CITIES)
    assert Submission.objects.count() == 0

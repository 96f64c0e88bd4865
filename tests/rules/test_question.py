"""The question that keeps programs out: a person of any language answers it, and an answer is good for one form."""

import pytest
from django.conf import settings
from django.utils import translation

from protests.rules import question
from protests.rules.question import SENTENCES, ask, is_answered

KEY = b"k" * 32
ORDINALS = ["first", "second", "third", "fourth", "fifth"]


def test_its_answer_is_the_word_that_it_asks_for():
    for number in range(50):
        asked = ask(KEY, "form", f"seed-{number}")
        wanted, words = asked.sentence.split(" word of: ")
        assert words.split()[ORDINALS.index(wanted.removeprefix("Write the "))] == asked.answer


def test_there_are_many_and_the_same_one_again_for_the_same_form_and_seed():
    assert len({ask(KEY, "form", f"seed-{number}").sentence for number in range(50)}) > 40
    assert ask(KEY, "form", "seed") == ask(KEY, "form", "seed")


def test_an_answer_for_one_form_is_rarely_good_for_another():
    """S: it cannot be sent again with the next form."""
    first = ask(KEY, "form", "seed")
    same = [ask(KEY, f"other-{number}", "seed").answer == first.answer for number in range(200)]
    assert sum(same) < 50
    assert ask(KEY, "other", "seed").sentence != first.sentence
    assert ask(b"x" * 32, "form", "seed").sentence != first.sentence


@pytest.mark.parametrize("write", [str.upper, str.title, "  {} ".format, "“{}”".format, "{}.".format, "'{}'".format])
def test_however_it_is_written(write):
    asked = ask(KEY, "form", "seed")
    assert is_answered(asked, write(asked.answer))


@pytest.mark.parametrize("typed", ["", " ", "...", "bread river", "\x00", "x" * 5000])
def test_what_is_no_answer(typed):
    assert not is_answered(ask(KEY, "form", "seed"), typed)


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_language_has_words_enough_and_answers_that_differ(language):
    with translation.override(language):
        words = str(question.WORDS).split()
        assert len(set(map(question._plain, words))) == len(words) >= question.ASKED
        asked = ask(KEY, "form", "seed")
        assert asked.answer in asked.sentence
        assert len({str(one) for one in SENTENCES}) == 5

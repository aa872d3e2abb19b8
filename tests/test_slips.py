"""A misspelt word is taken for another only where nothing else can have been meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.slips import distance, only_meant

WORDS = st.text("abcd", max_size=6)


def meant(written: str, *known: str) -> str:
    return only_meant(written, {word: word for word in known})


@pytest.mark.parametrize(
    ("written", "word"),
    [("titel", "title"), ("sorces", "sources"), ("custommer", "customer"), ("cutsomer", "customer"), ("customers", "customer"),
     ("testdrive", "test-drive"), ("tset-drive", "test-drive"), ("retntion-schedul", "retention-schedule"), ("plan-2024x", "plan-2024")],
)
def test_a_slip_of_the_finger_is_known(written: str, word: str) -> None:
    assert meant(written, word, "something-else") == word


@pytest.mark.parametrize(
    ("written", "known"),
    [("plan-2025", "plan-2024"), ("employer", "employee"), ("unpaid", "paid"), ("de-bank", "dk-bank"), ("us-data", "eu-data"),
     ("dk", "da"), ("car", "cars"), ("custard", "customer"), ("rtention-schdul", "retention-schedule"), ("minor", "senior")],
)
def test_a_word_that_may_mean_something_else_is_left(written: str, known: str) -> None:
    assert meant(written, known) == ""


def test_two_words_that_are_as_near_are_left_and_the_nearer_of_two_is_taken() -> None:
    assert (meant("sales-bok", "sales-book", "sales-bonk"), meant("sales-boook", "sales-book", "sales-bok")) == ("", "sales-book")


def test_a_former_spelling_is_what_it_is_written_as_today() -> None:
    assert only_meant("old", {"old": "brand-new", "other": "other"}) == "brand-new"


@given(WORDS, WORDS)
def test_the_distance_is_none_for_equal_words_and_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)


@given(st.text("abcd", min_size=2, max_size=8), st.data())
def test_one_slip_is_one_away(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    slips = [word[:at] + word[at + 1 :], word[:at] + "x" + word[at:], word[:at] + "x" + word[at + 1 :]]
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    assert [distance(slip, word) for slip in slips] == [1, 1, 1]
    assert distance(swapped, word) == (swapped != word)

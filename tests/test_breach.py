"""The model that suggests how serious a breach is: every cell of it, and every step on the way."""

from __future__ import annotations

from itertools import product

import pytest

from ropa.breach import Reason, assess, level_of, rows, scores
from ropa.law.tables import table

DATA_SCORES = {row.id: row["score"] for row in rows("data")}
CHANCES = {row.id: row["score"] for row in rows("likelihood")}
CELLS = {
    (1, 1): "low", (1, 2): "low", (1, 3): "moderate",
    (2, 1): "low", (2, 2): "moderate", (2, 3): "high",
    (3, 1): "moderate", (3, 2): "high", (3, 3): "high",
}
NEVER = ("anmeld ikke", "ikke anmelde", "skal ikke anmeldes", "do not notify", "not be notified", "need not")


@pytest.mark.parametrize(("data", "likelihood"), list(product(DATA_SCORES, CHANCES)))
def test_every_cell_has_the_level_of_its_product(data: str, likelihood: str) -> None:
    found = assess([data], likelihood)

    assert (found.consequence, found.likelihood) == (DATA_SCORES[data], CHANCES[likelihood])
    assert found.risk == found.consequence * found.likelihood
    assert found.level == CELLS[found.consequence, found.likelihood]


def test_the_scores_are_the_three_that_the_model_knows() -> None:
    assert scores("data") == scores("likelihood") == (1, 2, 3)
    assert {row.id for row in rows("data") if row["score"] == 1} == {"contact"}
    assert {row.id for row in rows("data") if row["score"] == 2} == {"confidential", "financial", "location", "image", "credentials"}
    assert {row.id for row in rows("data") if row["score"] == 3} == {"cpr", "criminal", "special", "id-copy", "children", "protected-address"}


@pytest.mark.parametrize("first", DATA_SCORES)
@pytest.mark.parametrize("second", DATA_SCORES)
def test_the_most_serious_data_count(first: str, second: str) -> None:
    assert assess([first, second], "contained").consequence == max(DATA_SCORES[first], DATA_SCORES[second])


@pytest.mark.parametrize("change", ["identity", "many"])
@pytest.mark.parametrize(("data", "raised"), [("contact", 2), ("financial", 3), ("cpr", 3)])
def test_each_raise_puts_the_consequence_up_by_one_to_the_highest(change: str, data: str, raised: int) -> None:
    assert assess([data], "contained", [change]).consequence == raised


def test_two_raises_count_once() -> None:
    found = assess(["contact"], "contained", ["identity", "many"])

    assert found.consequence == 2
    assert found.reasons == (
        Reason("data", "contact", 1), Reason("raised", "identity", 2), Reason("again", "many", 2), Reason("likelihood", "contained", 1),
    )


@pytest.mark.parametrize(("data", "lowered", "step"), [("contact", 1, "lowest"), ("financial", 1, "lowered"), ("cpr", 2, "lowered")])
def test_data_that_nobody_can_read_count_one_less(data: str, lowered: int, step: str) -> None:
    found = assess([data], "contained", ["unreadable"])

    assert found.consequence == lowered
    assert found.reasons[1] == Reason(step, "unreadable", lowered)  # type: ignore[arg-type]


def test_the_raise_stops_at_the_highest_before_anything_is_taken_off() -> None:
    found = assess(["cpr"], "malicious", ["many", "unreadable"])

    assert [(reason.step, reason.score) for reason in found.reasons] == [("data", 3), ("highest", 3), ("lowered", 2), ("likelihood", 3)]
    assert found.level == "high"


def test_the_order_in_which_things_are_named_changes_nothing() -> None:
    assert assess(["cpr", "contact"], "unknown", ["many", "identity"]) == assess(["contact", "cpr"], "unknown", ["identity", "many"])


@pytest.mark.parametrize(
    ("data", "likelihood", "changes"), [([], "contained", []), (["cpr", "shoes"], "contained", []), (["cpr"], "perhaps", []), (["cpr"], "contained", ["cpr"])]
)
def test_a_name_that_the_model_does_not_know_is_refused(data: list[str], likelihood: str, changes: list[str]) -> None:
    with pytest.raises(ValueError):
        assess(data, likelihood, changes)


def test_every_product_has_one_level() -> None:
    for risk in {one * other for one, other in CELLS}:
        assert sum(row["products"][0] <= risk <= row["products"][1] for row in rows("level")) == 1
        assert level_of(risk).id in {"low", "moderate", "high"}


def test_every_row_is_worded_in_both_languages_and_left_to_a_lawyer() -> None:
    for row in table("breach_model"):
        assert set(row["label"]) == {"da", "en"} and all(row["label"].values())
        assert row.evidence == "memory" and row.source


def test_no_level_says_that_a_breach_may_stay_untold() -> None:
    said = " ".join(text for row in table("breach_model") for value in row.values.values() if isinstance(value, dict) for text in value.values()).lower()

    assert not [words for words in NEVER if words in said]


def test_the_lowest_level_says_that_the_risk_may_be_unlikely_and_who_decides_and_writes_it_down() -> None:
    low = next(row for row in rows("level") if row.id == "low")

    assert all(words in low["authority"]["da"] for words in ("kan være usandsynlig", "Virksomheden beslutter", "begrundelsen"))
    assert "begrundelsen" in low["register"]["da"]


def test_every_example_can_be_worked_out_and_together_they_show_each_level() -> None:
    found = {assess(row["data"], row["likelihood"], row.get("changes", ())).level for row in rows("example")}

    assert found == {"low", "moderate", "high"}

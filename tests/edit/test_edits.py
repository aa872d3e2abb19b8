"""Edits are put in together or refused, and their difference is a patch."""

import subprocess
from pathlib import Path

import pytest

from ropa.edit import Edit, apply_edits, unified_diff
from ropa.findings import RopaError


def edit(start: int, end: int, text: str) -> Edit:
    return Edit("a.yaml", start, end, text)


def test_edits_are_made_whatever_their_order() -> None:
    edits = [edit(4, 5, "E"), edit(0, 1, "A"), edit(2, 2, "-")]

    assert apply_edits("abcde", edits) == "Ab-cdE"


def test_insertions_at_one_place_follow_each_other_as_given() -> None:
    assert apply_edits("ab", [edit(1, 1, "1"), edit(1, 1, "2"), edit(1, 2, "B")]) == "a12B"


@pytest.mark.parametrize("second", [(0, 4), (1, 2), (2, 5), (2, 2)])
def test_edits_of_the_same_characters_are_refused(second: tuple[int, int]) -> None:
    with pytest.raises(RopaError, match="a.yaml"):
        apply_edits("abcdef", [edit(1, 3, "x"), edit(*second, "y")])


@pytest.mark.parametrize(
    ("before", "after"),
    [("a\nb\nc\n", "a\nB\nc\n"), ("a\r\nb\r\n", "a\r\nx\r\nb\r\n"), ("a\nb", "a\nb\nc"), ("", "a\n"), ("æ\u2028ø\n", "æ\u2028å\n")],
)
def test_the_difference_is_a_patch_that_others_can_apply(tmp_path: Path, before: str, after: str) -> None:
    (tmp_path / "f.yaml").write_bytes(before.encode())
    patch = unified_diff("f.yaml", before, after)
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=patch.encode(), check=True)

    assert (tmp_path / "f.yaml").read_bytes() == after.encode()


def test_a_new_file_comes_from_nowhere_and_equal_texts_do_not_differ() -> None:
    assert unified_diff("f.yaml", None, "a\n").startswith("--- /dev/null\n+++ b/f.yaml\n")
    assert unified_diff("f.yaml", "a\n", "a\n") == ""

"""Misspelt words are found and told with their place; the word lists hold no more than they must."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from danish.check import DICTIONARY, check_product, check_register
from danish.dictionary import LETTERS, Dictionary
from danish.product import REPOSITORY, product_passages
from danish.spelling import WORD

from ropa.findings import RopaError

from .texts import places, spelling, summary, word_list

FICTIONAL = REPOSITORY / "tests/fixtures/fictional"


def test_the_danish_of_the_tool_is_spelt_right_and_in_its_terms() -> None:
    found = check_product().findings

    assert [f"{f.span.file}:{f.span.line}:{f.span.column} {f.message.en}" for f in found] == []


def test_tells_a_planted_misspelling_with_its_place_and_what_to_write(tmp_path: Path) -> None:
    register = tmp_path / "data/ropa"
    shutil.copytree(FICTIONAL, register)
    record = register / "activities/havnens-cykler/bike-rental.yaml"
    record.write_text(record.read_text(encoding="utf-8") + "notes:\n  - text:\n      da: Hvilke oplysnigner er det?\n", encoding="utf-8")
    line = record.read_text(encoding="utf-8").count("\n")

    planted = [finding for finding in check_register(register, tmp_path / "none.yaml").findings if "oplysnigner" in finding.message.en]

    assert [(f.span.file, f.span.line, f.span.column) for f in planted] == [("activities/havnens-cykler/bike-rental.yaml", line, 18)]
    assert planted[0].hint and "`oplysninger`" in planted[0].hint.da


def slip(word: str, random: Random) -> str:
    """The word with one letter left out, added, exchanged or swapped with the one before; the first stays."""
    at = random.randrange(1, len(word))
    kind = random.choice("oaxs")
    if kind == "s":
        return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    letter = "" if kind == "o" else random.choice(LETTERS)
    return word[:at] + letter + word[at + (kind != "a") :]


def test_catches_nine_of_ten_slips_of_one_letter() -> None:
    dictionary = Dictionary(DICTIONARY)
    texts = {match[0] for passage in product_passages() for match in WORD.finditer(passage.prose)}
    words = sorted(word for word in texts if len(word) >= 5 and dictionary.knows(word))
    random = Random(1)
    slips = [made for made in (slip(random.choice(words), random) for _ in range(400)) if made not in texts][:200]

    caught = sum(not dictionary.knows(word) for word in slips)

    assert len(slips) == 200
    assert caught > 180, f"{caught} of 200"


@pytest.mark.parametrize("word", [
    "databehandleraftale", "Slettefristerne", "køreseddel", "it-systemer", "CPR-nummeret", "kunde- og salgsdata",
    "bl.a. det", "jf. art. 6, stk. 1", "P5Y", "§ 12b", "hjemmesidens", "prøvekørsel",
])  # fmt: skip
def test_knows(word: str) -> None:
    assert places(spelling().check(summary(f"Om {word} her"))) == []


@pytest.mark.parametrize("word", ["databehandleraftaale", "slettefirst", "fortegenlse", "arpil", "samalen", "ledesen"])
def test_does_not_know(word: str) -> None:
    assert places(spelling().check(summary(f"Om {word} her"))) == [f"2:10 {word}"]


def test_a_word_with_a_capital_is_known_with_it_only(tmp_path: Path) -> None:
    words = word_list(tmp_path, "words:\n  names: {Zymgat: a place}\n")

    assert places(spelling(words).check(summary("Zymgat, Zymgats og zymgat"))) == ["2:26 zymgat"]


def test_an_entry_with_a_star_covers_endings(tmp_path: Path) -> None:
    words = word_list(tmp_path, "words:\n  terms: {zymgat*: why}\n")

    assert places(spelling(words).check(summary("Zymgat, zymgaterne, zymgats og zymgatist"))) == ["2:38 zymgatist"]


def test_a_short_part_lets_words_be_joined(tmp_path: Path) -> None:
    words = word_list(tmp_path, "short_parts:\n  løn: lønkørsel\n")

    assert places(spelling().check(summary("En lønkørsel"))) == ["2:10 lønkørsel"]
    assert places(spelling(words).check(summary("En lønkørsel"))) == []


def test_takes_names_from_the_records(tmp_path: Path) -> None:
    party = tmp_path / "parties/zygmunt.yaml"
    party.parent.mkdir()
    party.write_text("id: zygmunt\nname: Zygmunt & Co\nnaming: named\ndescription:\n  da: Zygmunts fragtfolk hos Zymgunt\n", encoding="utf-8")

    assert places(check_register(tmp_path, tmp_path / "none.yaml").findings) == ["5:30 Zymgunt"]


def test_a_party_that_is_a_category_gives_no_name(tmp_path: Path) -> None:
    party = tmp_path / "parties/banks.yaml"
    party.parent.mkdir()
    party.write_text("id: banks\nname:\n  da: Bannker\nnaming: category\n", encoding="utf-8")

    assert places(check_register(tmp_path, tmp_path / "none.yaml").findings) == ["3:7 Bannker"]


def test_tells_each_entry_that_nothing_needs(tmp_path: Path) -> None:
    (tmp_path / "ropa/parties").mkdir(parents=True)
    (tmp_path / "ropa/parties/a.yaml").write_text("description:\n  da: Om Zymgat\n", encoding="utf-8")
    words = "words:\n  names:\n    Zymgat: used\n    Sisimiut: not used\nshort_parts:\n  hus: not used\nphrases:\n  en by: not used\n"
    (tmp_path / "words.yaml").write_text(words, encoding="utf-8")

    found = check_register(tmp_path / "ropa", tmp_path / "words.yaml").findings

    assert places(found) == ["4:5 Sisimiut", "6:3 hus", "8:3 en by"]


def test_a_word_that_the_dictionary_knows_is_not_needed_in_the_list(tmp_path: Path) -> None:
    words = word_list(tmp_path, "words:\n  terms: {oplysninger: why}\n")
    check = spelling(words)
    list(check.check(summary("Vi har oplysninger")))

    assert places(check.unused(words)) == ["2:11 oplysninger"]


@pytest.mark.parametrize("text", ["words:\n  names: {Zymgat: }\n", "ord: {}\n", "- a\n", "words: [\n"])
def test_refuses_a_word_list_without_reasons_or_of_another_form(tmp_path: Path, text: str) -> None:
    with pytest.raises(RopaError):
        word_list(tmp_path, text)


def test_says_when_there_is_no_dictionary(tmp_path: Path) -> None:
    with pytest.raises(RopaError, match="make test"):
        Dictionary(tmp_path)


def test_the_command_tells_the_place_and_fails(tmp_path: Path) -> None:
    (tmp_path / "ropa/parties").mkdir(parents=True)
    (tmp_path / "ropa/parties/a.yaml").write_text("note:\n  da: Vi har oplysnigner\n", encoding="utf-8")

    done = subprocess.run([sys.executable, REPOSITORY / "scripts/spelling.py", tmp_path / "ropa"], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "parties/a.yaml:2:14 fejl SPL001 misspelt" in done.stdout
    assert "mente du `oplysninger`" in done.stdout


def test_the_command_says_when_there_is_no_register(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, REPOSITORY / "scripts/spelling.py", tmp_path / "ropa"], capture_output=True, text=True, check=False)

    assert (done.returncode, "der er ingen mappe" in done.stderr) == (2, True)

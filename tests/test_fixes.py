"""What only one answer can put right is put right in the text, and nothing else changes."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.files import Files
from ropa.fixes import Mended, mend
from ropa.law.tables import table
from ropa.register import Register, visit
from ropa.rules import Choice
from ropa.schema import fields_of
from ropa.text import Source
from ropa.yamlio import locate
from ropa.yamlio.pointers import child

from .register.fictional import FILES, TODAY, fictional, text_of

SALES = "activities/havnens-cykler/bike-sales.yaml"
PRIVACY = "documents/havnens-privacy.yaml"
PARTY = "parties/datahavn.yaml"
PEOPLE = "vocabulary/data_subject_categories.yaml"


def files(**texts: str | bytes) -> Files:
    """The fictional register with other texts in some files."""
    changes = {file: text if isinstance(text, bytes) else text.encode() for file, text in texts.items()}
    return replace(FILES, contents={**FILES.contents, **changes})


def mended(file: str, text: str | bytes, choice: Choice = Choice()) -> Mended:
    return mend(files(**{file: text}), TODAY, lambda _register: choice)


def after(file: str, text: str | bytes, choice: Choice = Choice()) -> bytes:
    """The file after its fixes, when no other file has changed."""
    done = mended(file, text, choice)
    assert set(done.changes) <= {file}
    return done.changes.get(file, text if isinstance(text, bytes) else text.encode())


def unconfirmed(text: str) -> str:
    """A record as a draft."""
    lines, inside = [], False
    for line in text.replace("record: confirmed", "record: draft").splitlines(keepends=True):
        inside = line == "confirmed:\n" or (inside and line.startswith(" "))
        lines += [] if inside else [line]
    return "".join(lines)


def in_summary(words: str, text: str = "") -> str:
    """A draft whose summary says something."""
    lines = (text or unconfirmed(text_of(SALES))).split("\n")
    at = lines.index("summary:") + 1
    assert lines[at].startswith("  da: ")
    return "\n".join([*lines[:at], f"  da: {words}", *lines[at + 1 :]])


@pytest.mark.parametrize(
    ("right", "written"),
    [("title:\n", "titel:\n"), ("purposes:\n", "purpoces:\n"), ("data_subjects: [", "data-subjects: ["), ("legal_bases:\n", "Legal_Bases:\n"),
     ("legal_bases:\n", '"legal_base":\n'), ("synonyms: [", "'synonims' : [")],
)
def test_a_misspelt_key_gets_its_name_in_the_quotes_it_has(right: str, written: str) -> None:
    text = text_of(SALES)
    assert right in text
    meant = written.replace(written.strip("'\" :[\n"), right.rstrip(": [\n"))

    assert after(SALES, text.replace(right, written, 1)).decode() == text.replace(right, meant, 1)


def test_a_misspelt_id_gets_the_one_that_is_there() -> None:
    text = text_of(SALES)

    assert after(SALES, text.replace("data_subjects: [customer]", "data_subjects: [cutsomer]", 1)).decode() == text


def test_a_field_under_a_misspelt_key_is_looked_into_as_well() -> None:
    text = text_of(SALES)
    planted = text.replace("purposes:\n", "purpses:\n", 1).replace("    text:\n", "    txt:\n", 1).replace("    text:\n", "    texxt:\n", 1)
    done = mended(SALES, planted)

    assert (done.fixed, b"txt" in done.changes[SALES], done.changes[SALES].decode()) == (2, True, planted.replace("purpses", "purposes").replace("texxt", "text"))


@pytest.mark.parametrize(
    ("right", "written"),
    [
        ("title:\n", "purpose:\n"),
        ("purposes:\n", "purpses:\n  - id: x\npurpoces:\n"),
        ("synonyms: [", "titel: ["),
        ("since: ", "sinse: 1\nsince: "),
        ("data_subjects: [customer]", "data_subjects: [customer, cutsomer]"),
        ("data_subjects: [customer]", "data_subjects: [cutsomer, custommer]"),
        ("data_subjects: [customer]", "data_subjects: [consumer]"),
        ("data_subjects: [customer]", 'data_subjects: ["cu\\u0074somer"]'),
    ],
)
def test_what_could_be_meant_otherwise_is_left(right: str, written: str) -> None:
    text = text_of(SALES) if right in text_of(SALES) else text_of(SALES).replace("kinds: ", f"{right}2020-01-01\nkinds: ", 1)
    planted = text.replace(right, written, 1)

    assert planted != text
    assert after(SALES, planted).decode() == planted


def test_an_id_is_not_corrected_by_a_list_that_lost_an_item_to_another_slip() -> None:
    text = text_of(SALES)
    purpose = text.split("purposes:\n  - id: ")[1].split("\n")[0]
    more = text.replace(f"  - id: {purpose}\n", f"  - id: {purpose}s\n    text:\n      da: Noget andet end det\n  - idd: {purpose}\n", 1)
    done = mended(SALES, more)

    assert [(f.code, f.fix) for f in done.findings if f.code == "GRA001"] != []
    assert done.changes == {}


def test_a_former_id_becomes_todays() -> None:
    people = text_of(PEOPLE).replace("  - id: customer\n", "  - id: customer\n    formerly: [klient]\n", 1)
    planted = text_of(SALES).replace("data_subjects: [customer]", "data_subjects: [klient]", 1)
    done = mend(files(**{PEOPLE: people, SALES: planted}), TODAY, lambda _register: Choice())

    assert {file: data.decode() for file, data in done.changes.items()} == {SALES: text_of(SALES)}


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Kunden logger på med NemID. NemID er gratis.", "Kunden logger på med MitID. MitID er gratis."),
        ('"Kunden logger på med »nemid«."', '"Kunden logger på med »MitID«."'),
        (">-\n    Kunden viser\n    sygesikringsbeviset.", ">-\n    Kunden viser\n    sundhedskortet."),
        ("Sygesikringskort bliver vist.", "Sundhedskort bliver vist."),
        ("Brug NemID og Twitter. NemID er gratis.", "Brug MitID og X. MitID er gratis."),
    ],
)
def test_an_obsolete_word_gets_its_new_one_in_our_own_prose(words: str, meant: str) -> None:
    assert after(SALES, in_summary(words)).decode() == in_summary(meant)


@pytest.mark.parametrize(
    "words",
    ["Indtil 2023 brugte kunden NemID.", "NemID hedder MitID i dag.", "Kunden bruger sit NemID-nøglekort.", "SKAT får besked.",
     "Loven hedder persondataloven.", '"Kunden bruger Nem\\u0049D."', "SYGESIKRINGSKORT bliver vist.",
     "Log på med nemid. Brug NemID."],
)
def test_a_word_that_needs_a_person_is_left(words: str) -> None:
    assert after(SALES, in_summary(words)).decode() == in_summary(words)


def test_a_word_is_left_when_a_note_asks_about_it_and_when_the_record_is_confirmed() -> None:
    noted = in_summary("Kunden bruger NemID.") + "notes:\n  - about: /summary\n    text:\n      da: NemID er lukket. Hvad nu?\n"
    confirmed = in_summary("Kunden bruger NemID.", text_of(SALES))

    assert (after(SALES, noted).decode(), after(SALES, confirmed).decode()) == (noted, confirmed)


def test_a_word_is_left_when_somebody_has_chosen_it_beside_the_new_one() -> None:
    named = text_of(PEOPLE).replace("da: Medarbejdere\n", "da: Medarbejdere med NemID\n", 1)
    chosen = named.replace("synonyms: [medarbejder,", "synonyms: [MitID, medarbejder,", 1)

    assert after(PEOPLE, named).decode() == named.replace("NemID", "MitID")
    assert after(PEOPLE, chosen).decode() == chosen


def test_what_a_document_says_is_never_changed() -> None:
    text = text_of(PRIVACY)
    at = text.index("    heading: ") + len("    heading: ")
    quoted = f"{text[:at]}NemID og sygesikringskort{text[text.index(chr(10), at):]}"
    claimed = "claims:\n  - id: sign-in\n    type: other\n    text:\n      da: Log på med NemID.\n"
    done = mended(PRIVACY, quoted)

    assert [f.code for f in done.findings if f.code == "CIT003"] == ["CIT003", "CIT003"]
    assert (done.changes, mended(PRIVACY, text.replace("claims:\n", claimed, 1)).changes) == ({}, {})


def test_what_a_source_is_quoted_for_is_never_changed() -> None:
    text = unconfirmed(text_of(SALES))
    at = text.index("legal_bases:\n  - id: ")
    end = text.index("\n", at + len("legal_bases:\n"))
    quoted = f"{text[:end]}\n    stated_as:\n      da: Samtykke med NemID{text[end:]}"

    assert after(SALES, quoted).decode() == quoted


@pytest.mark.parametrize("change", ["crlf", "mark", "comments", "anchor", "twice"])
def test_everything_around_a_fix_stays_byte_for_byte(change: str) -> None:
    def odd(text: str) -> bytes:
        dressed = {
            "crlf": text.replace("\n", "\r\n"),
            "comments": text.replace("organisation:", "# titel  \norganisation:   ", 1) + "# end",
            "anchor": text.replace("organisation: ", "organisation: &here ", 1),
            "twice": text.replace("organisation: ", "role: controller\norganisation: ", 1),
            "mark": text,
        }[change]
        return (b"\xef\xbb\xbf" if change == "mark" else b"") + dressed.encode()

    text = text_of(SALES)

    assert after(SALES, odd(text.replace("title:\n", "titel:  # ø\n", 1))) == odd(text.replace("title:\n", "title:  # ø\n", 1))


def test_only_what_is_told_is_fixed() -> None:
    text = in_summary("Kunden bruger NemID.")

    assert after(SALES, text, Choice(ignore=("CIT003",))).decode() == text
    assert after(SALES, text, Choice(select=("CIT003",))) != text.encode()


def test_order_is_fixed_only_when_asked_for() -> None:
    text = text_of(PARTY)
    head, rest = text.split("\n", 1)
    shuffled = rest.rstrip("\n") + "\n" + head + "\n"

    assert mended(PARTY, shuffled).changes == {}
    assert mended(PARTY, shuffled, Choice(select=("ORD",))).changes[PARTY].decode() == text


def test_an_order_that_cannot_be_fixed_is_told_without_a_fix() -> None:
    head, rest = text_of(PARTY).split("\n", 1)
    done = mended(PARTY, f"# about all?\n{rest}{head}\n", Choice(select=("ORD",)))

    assert [(f.code, f.fix) for f in done.findings] == [("ORD001", None)]
    assert PARTY not in done.changes


def test_no_new_name_is_out_of_date_itself() -> None:
    rows = table("obsolete_terms")
    terms = {term.casefold() for row in rows for term in row["terms"]}

    assert {new.casefold() for row in rows for new in row.get("instead", {}).values()} & terms == set()
    assert all(set(row.get("instead", {})) <= set(row["terms"]) for row in rows)


@cache
def places() -> list[tuple[str, int, int]]:
    """The file and indexes of every key, and of every id that points to something, in the fictional activities."""
    register: Register = fictional()
    found = []
    for entry in register.of("activity"):
        source = register.sources[entry.file]
        for each in visit(fields_of("activity"), entry.value):
            if each.field.reference and isinstance(each.value, str):
                found.append((entry.file, *source.indexes(locate(source, each.pointer))))
            for key in each.value if isinstance(each.value, dict) else ():
                found.append((entry.file, *source.indexes(locate(source, child(each.pointer, key), "key"))))
    return sorted(set(found))


@st.composite
def planted(draw: st.DrawFn) -> tuple[str, str]:
    """A file of the register with one slip of the finger in a key or an id."""
    file, start, end = draw(st.sampled_from(places()))
    word = text_of(file)[start:end]
    at = draw(st.integers(1, max(1, len(word) - 2)))
    slip = draw(st.sampled_from([
        word[:at] + word[at + 1 :], word[:at] + word[at] * 2 + word[at + 1 :] if at < len(word) else word,
        word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
    ]))
    return file, text_of(file)[:start] + slip + text_of(file)[end:]


@settings(max_examples=80, deadline=None)
@given(planted())
def test_a_planted_misspelling_is_restored_to_the_byte_or_left(slip: tuple[str, str]) -> None:
    file, text = slip
    done = mended(file, text)
    written = done.changes.get(file, text.encode())
    again = mended(file, written)

    assert written.decode() in (text, text_of(file))
    assert set(done.changes) <= {file} and again.changes == {}
    assert done.refused == ()


def test_most_planted_misspellings_are_restored() -> None:
    long = [place for place in places() if place[2] - place[1] >= 6][::15]
    restored = 0
    for file, start, end in long:
        text = text_of(file)
        restored += mended(file, text[: start + 3] + text[start + 4 :]).changes.get(file) == text.encode()

    assert len(long) >= 100
    assert restored / len(long) > 0.8


def test_a_span_and_its_indexes_are_the_same_place() -> None:
    source = Source("a.yaml", "a: 1\r\næ🚗: |\r\n  x\n")
    ranges = [(start, end) for start in range(len(source.text)) for end in range(start, len(source.text))]

    assert [source.indexes(source.span(*each)) for each in ranges] == ranges

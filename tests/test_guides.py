"""Hand-written pages: what they say of themselves, the records they govern, and what is wrong in their front matter."""

from __future__ import annotations

from ropa.guides import by_activity, read_guides

from .register.fictional import fictional

PAGE = "---\ntitle: Kameraer\ndescription: Hvad kameraerne må.\ngoverns: [{governs}]\nsynonyms: [video]\n---\n# Overskrift\n\n{body}\n"


def page(governs: str, body: str = "Ord.") -> dict[str, str]:
    return {"politikker/kameraer.md": PAGE.format(governs=governs, body=body)}


def test_a_page_has_its_title_address_words_and_minutes() -> None:
    (guide,) = read_guides(page("havnens-cykler/recruitment", "ord " * 401), fictional()).items

    assert (guide.path, guide.title, guide.description) == ("politikker/kameraer/", "Kameraer", "Hvad kameraerne må.")
    assert guide.synonyms == ("video",) and guide.minutes == 3
    assert guide.activities == ("havnens-cykler/recruitment",) and guide.governs and not guide.is_for_all


def test_the_first_page_of_a_folder_has_the_address_of_the_folder_and_a_page_without_front_matter_its_heading() -> None:
    (guide,) = read_guides({"politikker/index.md": "# Politikker\n"}, fictional()).items

    assert (guide.path, guide.title, guide.governs) == ("politikker/", "Politikker", False)


def test_a_kind_stands_for_all_its_records() -> None:
    register = fictional()
    (guide,) = read_guides(page("kind:recruitment"), register).items

    assert set(guide.activities) == {e.key for e in register.of("activity") if "recruitment" in e.value.get("kinds", ())} != set()


def test_each_activity_has_its_own_guides_before_those_for_all() -> None:
    register = fictional()
    files = {"a.md": PAGE.format(governs="all", body=""), "b.md": PAGE.format(governs="havnens-cykler/recruitment", body="")}
    found = by_activity(read_guides(files, register).items, register)

    assert [guide.file for guide in found["havnens-cykler/recruitment"]] == ["b.md", "a.md"]
    assert all(found[entry.key][-1].file == "a.md" for entry in register.of("activity"))


def test_every_name_that_leads_nowhere_is_told_at_its_place() -> None:
    guides = read_guides(page("havnens-cykler/recruitmen, kind:kamera, all"), fictional())
    told = [(f.code, f.span.line, f.span.column, f.message.da) for f in guides.findings]

    assert told == [
        ("GUI001", 4, 11, "`governs` nævner `havnens-cykler/recruitmen`, som ikke er i registret; mente du `havnens-cykler/recruitment`?"),
        ("GUI001", 4, 38, "`governs` nævner `kind:kamera`, som ikke er i registret"),
    ]


def test_front_matter_that_is_no_list_or_cannot_be_read_is_told() -> None:
    texts = {"a.md": "---\ngoverns: all\n---\n# A\n", "b.md": "---\ntitle: [\n---\n# B\n"}
    guides = read_guides(texts, fictional())

    assert [(f.code, f.span.file, f.span.line) for f in guides.findings][0] == ("GUI002", "a.md", 2)
    assert any(f.span.file == "b.md" and f.severity == "error" for f in guides.findings)
    assert [guide.title for guide in guides.items] == ["A", "B"]


def test_windows_line_ends_change_nothing() -> None:
    register, files = fictional(), page("havnens-cykler/recruitment")
    windows = {name: text.replace("\n", "\r\n") for name, text in files.items()}

    assert read_guides(windows, register) == read_guides(files, register)

"""The pages of the rules: each tells what stands on the rule, where it finds something today, and every code leads there."""

from __future__ import annotations

import re

import pytest

from ropa.check import checked
from ropa.files import Files
from ropa.register import assemble
from ropa.rules import Choice, catalogue
from ropa.rules.explain import FAMILIES
from ropa.rules.left_out import left_out
from ropa.rules.standing import explanations
from ropa.site import Page

from .reading import TODAY, dead_links, read, site_from, site_of, text_of
from .small import activity

SLIP = "aktiviteter/anker/slip/"
NO_EVENT = activity("retention: [{id: short, mode: exact, period: P3M, deleted_by_role: chief}]", without=("retention",))


@pytest.fixture(scope="module")
def site() -> dict[str, Page]:
    return site_from(NO_EVENT)


def test_every_rule_has_a_page_that_tells_all_about_it(site: dict[str, Page]) -> None:
    for code, rule in explanations().items():
        shown = text_of(site[f"regler/{code}/"])
        parts = (rule.da.title, rule.da.checks, rule.da.why, rule.da.fix, rule.da.wrong_when, rule.name)
        assert [part for part in parts if part.replace("`", "") not in shown] == []
        assert shown.count(rule.sources[0].place) >= 1 or rule.sources[0].act == "gdpr"


def test_a_rule_says_how_grave_it_is_and_how_often_it_is_wrong(site: dict[str, Page]) -> None:
    assert "Fejl, Tager sjældent fejl." in text_of(site["regler/RET003/"])


def test_examples_stand_as_they_are_written(site: dict[str, Page]) -> None:
    body = site["regler/RET003/"].body

    assert re.search(r"<pre[^>]*><code>retention:\n  - id: after-return\n    mode: exact\n", body)
    assert "Uden: overførsler til tredjelande" in text_of(site["regler/ART009/"])


def test_a_rule_names_the_records_in_which_it_finds_something_and_the_place(site: dict[str, Page]) -> None:
    page = site["regler/RET003/"]

    assert re.search("Fundet i dag: 1 Post Sted Det er galt Køreseddel Slettefrister: short", text_of(page))
    assert "../../aktiviteter/anker/slip/#retention-short" in read(page.body).links


def test_a_rule_that_finds_nothing_says_so(site: dict[str, Page]) -> None:
    assert "Fundet i dag Intet i registret." in text_of(site["regler/CTV001/"])


def test_a_rule_that_was_not_asked_says_so_instead(site: dict[str, Page]) -> None:
    preview = next(code for code, rule in catalogue().items() if rule.preview)
    shown = text_of(site[f"regler/{preview}/"])

    assert "Forsøg: Slået fra, indtil nogen har efterprøvet kilderne." in shown and "Fundet i dag Reglen er ikke spurgt." in shown


def test_a_code_on_a_record_leads_to_its_page_also_that_of_a_gap(site: dict[str, Page]) -> None:
    body = site[SLIP].body

    assert '<a href="../../../regler/RET003/" title="Frist uden begyndelse"><code>RET003</code></a>' in body
    assert '<a href="../../../regler/GAP002/" title="Svaret bør stå her"><code>GAP002</code></a>' in body


def test_the_index_counts_what_each_rule_finds_and_leads_there(site: dict[str, Page]) -> None:
    page = site["regler/"]

    assert re.search(r"RET – Sletning Regel Alvor .*RET003 Frist uden begyndelse fejl tager sjældent fejl 1 ", text_of(page))
    assert "../regler/RET003/#fundet" in read(page.body).links


def test_the_index_lists_what_is_told_beside_the_rules(site: dict[str, Page]) -> None:
    shown = text_of(site["regler/"])

    assert re.search(r"Fortalt sammen med reglerne .*GAP002 Svaret bør stå her advarsel tager sjældent fejl [1-9]", shown)
    assert "RUL001 Slettefristen kan ikke regnes ud fejl tager sjældent fejl 0" in shown
    assert "SCH – felter og værdier efter skemaet" in shown


def test_the_index_can_be_filtered_by_subject_severity_and_outcome(site: dict[str, Page]) -> None:
    body = site["regler/"].body

    assert all(f'<select id="vis-{name}"' in body for name in ("emne", "alvor", "i-dag"))
    assert re.search(r'<tr role="row" data-emne="ret" data-alvor="error" data-i-dag="fund" data-row><th[^>]*><a href="../regler/RET003/">', body)


def test_the_index_tells_which_rules_are_not_written_and_why(site: dict[str, Page]) -> None:
    shown = text_of(site["regler/"])

    assert left_out() and all(rule.code in shown and rule.reason.da.replace("`", "") in shown for rule in left_out())


def test_a_rule_is_either_written_or_left_out_and_every_family_has_a_name() -> None:
    assert {rule.code for rule in left_out()} & set(catalogue()) == set()
    assert {rule.family for rule in catalogue().values()} <= set(FAMILIES)


def test_the_open_points_name_rules_by_their_titles(site: dict[str, Page]) -> None:
    assert re.search(r"Frist uden begyndelse RET003 1", text_of(site["aabne-punkter/"]))
    assert '<option value="period-without-event" data-label="Frist uden begyndelse (RET003)">' in site["aabne-punkter/anker/"].body


def test_search_finds_a_rule_by_code_name_and_title(site: dict[str, Page]) -> None:
    document = site["regler/RET003/"].document

    assert document is not None
    assert (document.kind, document.title, document.identifiers) == ("Regel", "RET003 Frist uden begyndelse", ("RET003", "period-without-event"))
    assert document.synonyms == (catalogue()["RET003"].en.title,)


def test_a_rule_speaks_the_register_s_language() -> None:
    register = assemble(Files({path: text.encode() for path, text in sorted(NO_EVENT.items())}))
    shown = text_of(site_of(register, "en")["regler/RET003/"])

    assert catalogue()["RET003"].en.checks.replace("`", "") in shown and "Det ser reglen efter" not in shown


def test_under_another_choice_the_rules_that_were_not_asked_are_marked() -> None:
    register = assemble(Files({path: text.encode() for path, text in sorted(NO_EVENT.items())}))
    choice = Choice(ignore=("RET003",))
    site = site_of(register, find=lambda r: checked(r, TODAY, choice))

    assert "Slået fra: Reglen er slået fra i dette register." in text_of(site["regler/RET003/"])
    assert re.search("RET003 Frist uden begyndelse fejl tager sjældent fejl slået fra", text_of(site["regler/"]))


def test_every_link_of_the_new_pages_leads_somewhere(site: dict[str, Page]) -> None:
    assert dead_links(site) == []

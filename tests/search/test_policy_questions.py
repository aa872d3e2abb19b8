"""The questions about policies, breaches and rights that readers wrote before there were such pages, asked of the whole site.

The site is built for real, with the hand-written pages of the project and the register as it was when the questions were
written: it lies beside them, so that data/ropa can change without the judge.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copy

import pytest

from ropa.site.build import build_site
from tests.search.judge import Question, Verdict, hits, judge, misses, read_questions

TODAY = date(2026, 11, 22)
PROJECT = Path(__file__).parents[2]
REGISTER = Path(__file__).with_name("whole")
QUESTIONS = [Path(__file__).with_name(f"policy-questions-{half}.yaml") for half in ("open", "held")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("project")
    copy(PROJECT / "mkdocs.yml", project)
    (project / "data").mkdir()
    for name, target in (("hooks", PROJECT / "hooks"), ("docs", PROJECT / "docs"), ("data/ropa", REGISTER)):
        (project / name).symlink_to(target, target_is_directory=True)
    return build_site(project, strict=False, today=TODAY).folder


@pytest.fixture(scope="module")
def verdicts(site: Path) -> list[Verdict]:
    return judge(site, [question for half in QUESTIONS for question in read_questions(half)])


# Measured when search was taught about these pages: the open half 100 % and 100 %, from 28 % and 54 % before.
@pytest.mark.parametrize(("places", "least"), [(1, 0.85), (3, 0.97)])
def test_an_accepted_page_comes_among_the_first(verdicts: list[Verdict], places: int, least: float) -> None:
    assert hits(verdicts, places) >= least, "\n".join(misses(verdicts, places))


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("hvor længe gemmer vi prøvekørsel", "aktiviteter/harry-mikkelsen-ringsted/test-drive-slip"),
        ("hvem får kundekendskab og hvidvask", "aktiviteter/vaviga/aml-kyc"),
        ("kundekendskab og hvidvask", "politikker/kundekendskab"),
        ("må jeg gå videre med kundekendskab og hvidvask", "politikker/kundekendskab"),
    ],
)
def test_what_to_do_is_told_by_a_policy_and_what_holds_by_a_record(site: Path, query: str, page: str) -> None:
    [verdict] = judge(site, [Question(query, (page,))])

    assert verdict.rank == 1, verdict.given[:3]

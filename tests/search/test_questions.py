"""The questions that readers wrote before there was an engine, asked of the register they were written for.

That register lies beside the questions as it then was, so that data/ropa can change without the judge.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ropa.check import checked
from ropa.files import read_folder
from ropa.register import assemble
from ropa.search import build_index, static_files
from ropa.site.findable import label_synonyms
from ropa.site.pages import pages
from tests.search.judge import Verdict, hits, judge, misses, read_questions
from tests.search.node import write_files

TODAY = date(2026, 11, 22)

REGISTER = Path(__file__).with_name("register")
QUESTIONS = [Path(__file__).with_name(f"questions-{half}.yaml") for half in ("open", "held")]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> list[Verdict]:
    register = assemble(read_folder(REGISTER))
    documents = [page.document for page in pages(register, checked(register, TODAY)) if page.document]
    site = write_files(tmp_path_factory.mktemp("site"), [build_index(documents, label_synonyms()), static_files()])
    return judge(site, [question for half in QUESTIONS for question in read_questions(half)])


# Measured when the engine was finished: the held half, run once, 90.6 % and 98.8 %; the open half 91.8 % and 96.5 %.
# After what a reader of the finished site found was mended: held 88.2 % and 98.8 %, open as before.
# After search was taught about policies and breaches: open 91.8 % and 97.6 %. Two open questions have no accepted page in
# the first ten: `anette algreen` (a person's name, which is internal and on no page) and `open issues vaviga`.
@pytest.mark.parametrize(("places", "least"), [(1, 0.85), (3, 0.97)])
def test_an_accepted_page_comes_among_the_first(verdicts: list[Verdict], places: int, least: float) -> None:
    assert hits(verdicts, places) >= least, "\n".join(misses(verdicts, places))

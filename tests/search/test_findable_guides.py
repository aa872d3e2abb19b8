"""A hand-written page is seen by search as it was written, with its other names, and stands before the records if it is a policy."""

from __future__ import annotations

import pytest

from ropa.files import Files
from ropa.guides import Guide
from ropa.register import assemble
from ropa.rules import Linted
from ropa.site.context import Context, make_context
from ropa.site.findable import guide_document

HTML = '<h1 id="bog">Bogen</h1><p>Læs den.</p><h2 id="saadan">Sådan</h2><ul><li>Åbn den.</li></ul>'


@pytest.fixture(scope="module")
def context() -> Context:
    register = assemble(Files({}))
    return make_context(register, Linted(()), "da")


def guide(file: str = "bog.md", *, is_for_all: bool = False) -> Guide:
    return Guide(file, "bog/", "Bogen", "Om at læse.", 4, is_for_all=is_for_all, synonyms=("roman",))


def test_a_guide_is_found_by_its_text_its_description_and_its_other_names(context: Context) -> None:
    document = guide_document(context, guide(), HTML)

    assert [(passage.anchor, passage.text) for passage in document.passages] == [("", "Læs den."), ("saadan", "Åbn den."), ("", "Om at læse.")]
    assert document.synonyms == ("roman",)


@pytest.mark.parametrize(("page", "advises"), [(guide(is_for_all=True), True), (guide("bog/index.md"), True), (guide(), False)])
def test_a_policy_and_the_list_of_them_tell_what_to_do(context: Context, page: Guide, advises: bool) -> None:
    document = guide_document(context, page, HTML)

    assert ("advice" in document.answers, document.weight > 1.3) == (advises, advises)

"""Views and hand-written pages -> what search is given: a document for each page, and the schema's words in both languages.

Called by `pages` and by the builder's adapter. What tells readers what to do stands before the records, an activity and a
register before the single words they are made of, lists and open points after everything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ropa.findings import Language
from ropa.guides import INDEX, Guide
from ropa.register import Entry
from ropa.rules.rule import Explained
from ropa.schema import fields_of, schemas
from ropa.search import Passage, SearchDocument, Synonym, Task
from ropa.site.aids import Glossary
from ropa.site.context import Context
from ropa.site.guide_page import with_parts
from ropa.site.handwritten import passages_of_html
from ropa.site.passages import passages_of
from ropa.site.urls import FRONT, OPEN_POINTS, UNREADABLE
from ropa.site.view import Tasks, View

WEIGHTS: Mapping[str, float] = {"activity": 1.3, "organisation": 1.25, "system": 0.95, "document": 0.9, "event": 0.7, "security_measure": 0.85}
POLICY_WEIGHT, LIST_WEIGHT, POINTS_WEIGHT, RULE_WEIGHT, START_WEIGHT, GLOSSARY_WEIGHT = 1.8, 0.9, 0.7, 0.35, 1.2, 0.8
ADVICE, FACTS, MEANING = "advice", "facts", "meaning"
"""What questions ask for beside a section of a page: what to do, what holds for one activity, and what a word means."""
NAMES: Mapping[str, tuple[str, ...]] = {
    "start": (
        "ny medarbejder", "nyansat", "ny kollega", "jeg er ny", "ny på jobbet", "lige begyndt", "første dag", "første arbejdsdag", "introduktion", "introforløb",
        "oplæring", "elev", "vikar", "kom godt i gang", "onboarding", "new employee", "first day", "induction",
    ),
    "reading": (
        "læseliste", "læse politikken", "kvittering", "kvittere", "underskrift", "underskrive", "skrive under", "bekræfte at jeg har læst",
        "reading list", "sign-off", "read and sign",
    ),
    "quiz": ("quiz", "test", "videnstjek", "test din viden", "opgaver", "øvelse", "øve mig", "spørgsmål og svar", "træning", "awareness", "knowledge check", "training"),
    "glossary": ("ordliste", "ordforklaring", "begreber", "fagord", "definition", "forklaring af ord", "glossary", "terms", "dictionary"),
}
"""What readers call the pages that every site has, in both languages: they type the one, whatever the site is written in."""
LENDING = frozenset({"party", "personal_data_category", "data_subject_category", "security_measure", "event"})
"""The kinds whose other names mean the same on every page."""
LONGEST_LABEL = 3


def search_document(context: Context, view: View, entry: Entry | None) -> SearchDocument:
    """A page as search sees it; `entry` is None when the page is about no single one."""
    return _entry_document(context, view, entry) if entry else _page_document(context, view)


def rule_document(view: View, rule: Explained, language: Language) -> SearchDocument:
    """The page of a rule as search sees it: found by its code, its name and its title, so that it stands in no record's way."""
    other = rule.wording("en" if language == "da" else "da").title
    shown = Passage("", "", view.description, is_found=False)
    return SearchDocument(
        view.path, view.title, view.kicker, synonyms=(other,), identifiers=(rule.code, rule.name), passages=(shown,), weight=RULE_WEIGHT
    )


def start_document(context: Context, view: View, sort: str) -> SearchDocument:
    """A page for new employees as search sees it: found by its names, so that it stands in no record's and no guide's way."""
    shown = Passage("", "", view.description, is_found=False)
    kind = context.say("Prøv dig selv") if sort == "quiz" else context.say("Start her")
    return SearchDocument(view.path, view.title, kind, synonyms=NAMES[sort], passages=(shown,), weight=START_WEIGHT, answers=(ADVICE,))


def glossary_document(context: Context, view: View) -> SearchDocument:
    """The page of words as search sees it: each word is a passage, which stands after the pages that are about the thing itself."""
    terms = (block.items for section in view.sections for block in section.blocks if isinstance(block, Glossary))
    names = (*NAMES["glossary"], *(term.word for items in terms for term in items))
    return SearchDocument(
        view.path, view.title, context.say("Vejledning"), synonyms=names, passages=tuple(passages_of(view, context.say("Ingen"))),
        weight=GLOSSARY_WEIGHT, answers=(MEANING,), has_sections=False,
    )


def guide_document(context: Context, guide: Guide, html: str) -> SearchDocument:
    """A hand-written page as search sees it; `html` is what was written, without what the register adds around it."""
    kind = context.say("Politik") if guide.governs else context.say("Vejledning")
    passages = [*passages_of_html(with_parts(html, context, guide.path))]
    if guide.description:
        passages.append(Passage("", "", guide.description))
    plain = SearchDocument(guide.path, guide.title, kind, synonyms=guide.synonyms, passages=tuple(passages))
    advises = guide.governs or guide.file.endswith(f"/{INDEX}")
    return replace(plain, weight=POLICY_WEIGHT, answers=(ADVICE,)) if advises else plain


def label_synonyms() -> Iterator[Synonym]:
    """The English labels of the schema's fields and values, each with what it is called in Danish."""
    for kind, schema in schemas().items():
        fields = fields_of(kind)
        labels = [schema.label, schema.plural]
        labels += [label for field in fields.walk() if not field.is_internal for label in (field.label, *field.choices.values())]
        for label in labels:
            if "en" in label and max(len(words.split()) for words in label.values()) <= LONGEST_LABEL:
                yield Synonym(label["en"], label["da"])


def _entry_document(context: Context, view: View, entry: Entry) -> SearchDocument:
    names = (*entry.value.get("synonyms", ()), *_english_names(entry))
    return SearchDocument(
        path=view.path,
        title=view.title,
        kind=view.kicker,
        note=context.name_of("organisation", entry.organisation) if entry.organisation and entry.kind != "organisation" else "",
        synonyms=tuple(dict.fromkeys(names)),
        identifiers=(entry.id, *entry.value.get("formerly", ())),
        passages=tuple(passages_of(view, context.say("Ingen"))),
        weight=WEIGHTS.get(entry.kind, 1.0),
        lends_names=entry.kind in LENDING,
        answers=(FACTS,) if entry.kind == "activity" else (),
    )


def _english_names(entry: Entry) -> tuple[str, ...]:
    named = (entry.value.get(name) for name in ("title", "name", "label"))
    return tuple(name["en"] for name in named if isinstance(name, dict) and "en" in name)


def _page_document(context: Context, view: View) -> SearchDocument:
    is_points = view.path.startswith((OPEN_POINTS, UNREADABLE))
    kind = context.say("Åbne punkter") if is_points else context.say("Forside") if view.path == FRONT else context.say("Liste")
    passages = tuple(passages_of(view, context.say("Ingen")))
    weight = POINTS_WEIGHT if is_points else LIST_WEIGHT
    return SearchDocument(view.path, view.title, kind, passages=passages, weight=weight, tasks=tuple(_tasks(view)))


def _tasks(view: View) -> Iterator[Task]:
    """What a page offers readers to do, with the pages it leads to; its own places are no pages."""
    blocks = (block for section in view.sections for block in section.blocks)
    for task in (task for block in blocks if isinstance(block, Tasks) for task in block.items):
        yield Task(task.title, tuple(link.path for link in task.links if not link.path.startswith("#")))

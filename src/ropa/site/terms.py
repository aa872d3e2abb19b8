"""Shows the law's words where they stand: a link to the word's place, with its meaning beside it when one stops there.

In the text of a hand-written page, and of the pages for new employees, each word is shown once, the first time it stands
there; on the other pages of the register where the name of a field stands for it. Never in a heading. The meaning is an element that the browser shows by itself, by
pointer or by keyboard, and takes away with Escape (`interestfor`); where a browser cannot, theme/assets/ropa.css and
ropa.js do the same. It is hidden from screen readers, which hear it as the link's description, and so hear it once.

Pure, and never looks at a record: a page that shows words does not change when a record does.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape

from ropa.findings import Language
from ropa.law.glossary import Term, plain, terms_by_form, terms_by_label
from ropa.site.urls import GLOSSARY, relative, term_path

MEANING = "ropa-meaning"
"""The element that holds a meaning. Search never reads it: it is given pages as they are without words."""
QUIET = frozenset({"a", "button", "caption", "code", "form", "h1", "h2", "h3", "h4", "h5", "h6", "label", "pre", "script", "style", "summary", "svg", "th", "dt", MEANING})
"""The elements in which no word is shown."""
_TAG = re.compile(r"""<!--.*?-->|<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<rest>(?:"[^"]*"|'[^']*'|[^>"'])*)>""", re.DOTALL)
_LABEL = re.compile(r"(?P<start><dt>)(?P<label>[^<>]+)(?=</dt>)")
_ASIDE = re.compile(r"""\bclass="[^"]*\b(?:admonition-title|ropa-crumbs|ropa-kicker|ropa-badges|ropa-ways|ropa-sign|ropa-wrong|ropa-group__title)(?![\w-])""")
"""The titles and the frame around a page's text."""
_SHOWN = re.compile(rf'<{MEANING} id="ord-([a-z-]+)"')


def with_terms(html: str, language: Language, path: str) -> str:
    """The HTML of a page with the law's words shown in its text, but for those that its fields show already."""
    shown = set(_SHOWN.findall(html))
    quiet: list[str] = []
    pieces, end = [], 0
    for tag in _TAG.finditer(html):
        text = html[end : tag.start()]
        pieces += [text if quiet else _marked(text, language, path, shown), tag[0]]
        _follow(tag, quiet)
        end = tag.end()
    return "".join([*pieces, html[end:] if quiet else _marked(html[end:], language, path, shown)])


def with_labels(html: str, language: Language, path: str) -> str:
    """The HTML of a page of the register with the law's words shown where names of fields stand for them."""
    if path == GLOSSARY:
        return html
    labels = terms_by_label(language)
    shown: set[str] = set()

    def mark(match: re.Match[str]) -> str:
        term = labels.get(plain(unescape(match["label"])))
        if term is None or term.id in shown:
            return match[0]
        shown.add(term.id)
        return match["start"] + _link(term, match["label"], path)

    return _LABEL.sub(mark, html)


def _follow(tag: re.Match[str], quiet: list[str]) -> None:
    """Keeps the elements that are open and in which no word is shown, and those of the same name within them."""
    name = (tag["name"] or "").lower()
    if tag["end"]:
        if quiet and quiet[-1] == name:
            quiet.pop()
    elif name and not tag["rest"].endswith("/") and (name in QUIET or _ASIDE.search(tag["rest"]) or quiet[-1:] == [name]):
        quiet.append(name)


def _marked(text: str, language: Language, path: str, shown: set[str]) -> str:
    """A piece of text with the words in it that have not been shown yet."""
    if not text.strip():
        return text
    found = terms_by_form(language)

    def mark(match: re.Match[str]) -> str:
        term = found[plain(unescape(match[0]))]
        if term.id in shown:
            return match[0]
        shown.add(term.id)
        return _link(term, match[0], path)

    return _forms(language).sub(mark, text)


def _link(term: Term, words: str, path: str) -> str:
    """The words, which are HTML already, as a link, and beside it the meaning."""
    place = f"ord-{term.id}"
    address = escape(relative(path, term_path(term.id)))
    link = f'<a class="ropa-term" href="{address}" interestfor="{place}" aria-describedby="{place}">{words}</a>'
    return f'{link}<{MEANING} id="{place}" popover="hint" aria-hidden="true">{escape(term.meaning)}</{MEANING}>'


@cache
def _forms(language: Language) -> re.Pattern[str]:
    """All that the words are recognised by, the longest first; never a part of a longer word."""
    forms = sorted(terms_by_form(language), key=lambda form: (-len(form), form))
    either = "|".join(r"\s+".join(re.escape(escape(word)) for word in form.split()) for form in forms)
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.IGNORECASE)

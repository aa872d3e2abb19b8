"""What a code is called and where it is explained. Codes of faults in a file's form have no page.

Called by every page that shows a code.
"""

from __future__ import annotations

from ropa.rules.standing import ALWAYS_ASKED, explanations
from ropa.site.context import Context
from ropa.site.node import Link, Node, Text
from ropa.site.urls import rule_path


def title_of(context: Context, code: str) -> str:
    """What the rule with a code is called; "" when the code is no rule's."""
    rule = explanations().get(code)
    return rule.wording(context.language).title if rule is not None else ""


def is_asked(context: Context, code: str) -> bool:
    """Whether the register asks about what a code stands for."""
    return code in context.asked or code in ALWAYS_ASKED


def page_of(code: str) -> str:
    """The address of the page about a code; "" when there is none."""
    return rule_path(code) if code in explanations() else ""


def code_node(context: Context, code: str) -> Node:
    """A code that leads to its rule; the code alone when it is no rule's."""
    title = title_of(context, code)
    return Link(code, rule_path(code), hint=title) if title else Text(code, "code")


def named(context: Context, code: str) -> Node:
    """A code and its title, leading to its rule; the code alone when it is no rule's."""
    title = title_of(context, code)
    return Link(f"{code} {title}", rule_path(code)) if title else Text(code, "code")

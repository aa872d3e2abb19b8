"""MKT: marketing that the record says nothing about, so that no rule on marketing can ask it anything (MFL § 10)."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.rules.facts import Activity
from ropa.rules.rule import Example, Hit, Wording, act, gdpr, rule

NEWSLETTER = "activities/havnens-cykler/newsletter.yaml"


@rule(
    "MKT020", "marketing-undescribed", severity="warning", alarms="low", since="0.1",
    sources=(act("markedsføringsloven", "§ 10, stk. 1-2"), gdpr("21(2)-(3)")),
    da=Wording(
        title="Markedsføringen er ikke beskrevet",
        checks="Aktiviteten er markedsføring eller et nyhedsbrev efter sin slags (`kinds`), men posten siger intet under `marketing`.",
        why="Hvordan I henvender jer, og til hvem, afgør, om I skal have samtykke først. Uden svaret kan ingen se, om reklamen er lovlig, eller hvordan man siger nej.",
        fix="Udfyld `marketing` med kanaler, målgruppe, og hvordan man siger nej.",
        wrong_when="Når aktiviteten ikke er markedsføring. Ret da `kinds`. Cookies og annoncer med slagsen webanalyse spørger reglen ikke om.",
        message="»{name}« er markedsføring, men posten siger ikke, hvordan I henvender jer, og hvordan man siger nej",
        hint="tilføj `marketing` (»Markedsføring«) med `channels`, `audience` og `objection_channel`",
    ),
    en=Wording(
        title="Marketing not described",
        checks="The activity is marketing or a newsletter by its kind (`kinds`), but the record says nothing in `marketing`.",
        why="How you approach people, and whom, decides whether you need consent first. Without the answer nobody can see whether the advertising is lawful or how to say no.",
        fix="Fill in `marketing` with channels, audience and how to object.",
        wrong_when="When the activity is no marketing. Then correct `kinds`. The rule does not ask about cookies and ads of the kind web analytics.",
        message="“{name}” is marketing, but the record does not say how you approach people and how they say no",
        hint="add `marketing` (“Marketing”) with `channels`, `audience` and `objection_channel`",
    ),
    bad=Example("kinds: [newsletter, marketing]", file=NEWSLETTER, without=("/marketing",)),
    good=Example("""
        marketing:
          channels: [email]
          audience: [consumers]
          prior_request: true
          objection_channel: {da: Klik på Afmeld nederst i brevet.}
        """, file=NEWSLETTER),
)
def marketing_undescribed(activity: Activity) -> Iterator[Hit]:
    is_sent = "newsletter" in activity.kinds or "marketing" in activity.kinds and "web_analytics" not in activity.kinds
    if is_sent and not activity.is_processor and "marketing" not in activity.value:
        yield Hit("", "marketing", {"name": activity.label(activity.value)})

"""CNF: whether a record still says what the organisation confirmed (GDPR Art. 5(2))."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.governance import is_changed
from ropa.rules.facts import Activity
from ropa.rules.rule import Example, Hit, Wording, gdpr, rule


@rule(
    "CNF001", "changed-since-confirmed", severity="warning", alarms="low", since="0.1",
    sources=(gdpr("5(2)"), gdpr("24(1)"), gdpr("30(1)")),
    da=Wording(
        title="Ændret siden bekræftelsen",
        checks="En bekræftet post siger noget andet end det, der blev bekræftet. Bekræftelsen gemmer et fingeraftryk af indholdet.",
        why="En bekræftelse gælder det, der stod i posten den dag. Det nye har ingen i virksomheden sagt god for.",
        fix="Få ændringen læst og bekræftet, og kør `ropa confirm` igen. Indtil da kan posten stå som udkast.",
        wrong_when="Når ændringen kun er sproglig, fx en stavefejl. Reglen kan ikke se forskel; en ny bekræftelse tager et øjeblik.",
        message="indholdet er ændret, siden det blev bekræftet den {on}",
        hint="få ændringen bekræftet, og kør ropa confirm {key} igen",
    ),
    en=Wording(
        title="Changed since confirmed",
        checks="A confirmed record says something else than what was confirmed. The confirmation keeps a digest of the content.",
        why="A confirmation holds for what the record said that day. Nobody in the organisation has vouched for what is new.",
        fix="Have the change read and confirmed, and run `ropa confirm` again. Until then the record can stand as a draft.",
        wrong_when="When only the language was changed, such as a misspelling. The rule cannot tell; confirming again takes a moment.",
        message="the content has changed since it was confirmed on {on}",
        hint="have the change confirmed, and run ropa confirm {key} again",
    ),
    bad=Example("""
        title: {da: Tilmelding til kurser på nettet}
        """, file="activities/nordlys-toershavn/course-signup.yaml", also={
            "evidence/nordlys-toershavn/confirmation-2026.yaml":
                "digest: sha256:90a91f4dd7a2bba8c1d39d6a1b5c1a5b2fbd4b4d0f3a2d6d0c60e1a6f6b21c37",
        }),
    good=Example("""
        title: {da: Tilmelding til kurser på nettet}
        record: draft
        """, file="activities/nordlys-toershavn/course-signup.yaml", without=("/confirmed",), also={
            "evidence/nordlys-toershavn/confirmation-2026.yaml":
                "digest: sha256:90a91f4dd7a2bba8c1d39d6a1b5c1a5b2fbd4b4d0f3a2d6d0c60e1a6f6b21c37",
        }),
)
def changed_since_confirmed(activity: Activity) -> Iterator[Hit]:
    if is_changed(activity.register, activity.entry):
        yield Hit("/confirmed", words={"on": activity.value["confirmed"]["on"], "key": activity.entry.key})

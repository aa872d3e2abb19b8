"""LB: whether the legal bases fit together: one for each purpose, no way out of consent, the right persons (GDPR Art. 6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ropa.rules.facts import Activity
from ropa.rules.families.lb_named import called_otherwise
from ropa.rules.rows import Ground, Row
from ropa.rules.rule import Example, Hit, Place, Wording, gdpr, guidance, rule

MANY_FOR_A_PURPOSE = 3
MANY_FOR_AN_ACTIVITY = 5
NOT_PARTIES = frozenset({"relative", "contact_person", "third_person"})
"""How people who are seldom party to the contract relate to the organisation."""


@rule(
    "LB007", "kitchen-sink-bases", severity="warning", alarms="medium", since="0.1",
    sources=(gdpr("5(1)(a)"), gdpr("13(1)(c)"), guidance("EDPB", "5/2020 om samtykke", "memory")),
    da=Wording(
        title="For mange grundlag",
        checks="De samme oplysninger bruges til ét formål på tre eller flere litraer i art. 6, stk. 1, eller en aktivitet "
        "nævner fem eller seks.",
        why="Personerne skal have at vide, hvilket grundlag der gælder, for det afgør deres rettigheder. En liste over det "
        "hele svarer ikke på det.",
        fix="Vælg ét grundlag for hvert formål, eller del formålet op.",
        wrong_when="Når formålet virkelig er så sammensat. Så er det som regel flere formål.",
        message="»{name}« bygger på {number} forskellige litraer i art. 6, stk. 1",
        hint="vælg ét grundlag for hvert formål, eller del formålet op",
    ),
    en=Wording(
        title="Too many bases",
        checks="The same data are used for one purpose on three or more points of Art. 6(1), or an activity lists five or "
        "six.",
        why="People must be told which basis applies, since it decides their rights. A list of everything does not tell "
        "them.",
        fix="Choose one basis for each purpose, or split the purpose.",
        wrong_when="When the purpose really is that complex. Then it is usually several purposes.",
        message="“{name}” rests on {number} different points of Art. 6(1)",
        hint="choose one basis for each purpose, or split the purpose",
    ),
    bad=Example(
        """
        data:
          - id: frame
            label: {da: Stelnummer}
            data_subjects: [customer]
            categories: [name, frame-number]
            sources: [{type: observed}]
            grounds:
              - {purpose: register-frame, legal_basis: find-bikes}
              - {purpose: register-frame, legal_basis: contract}
              - {purpose: register-frame, legal_basis: bookkeeping-duty}
            systems: [shop-system]
            retention: [{schedule: vouchers}]
        """
    ),
    good=Example(
        """
        data:
          - id: frame
            label: {da: Stelnummer}
            data_subjects: [customer]
            categories: [name, frame-number]
            sources: [{type: observed}]
            grounds:
              - {purpose: register-frame, legal_basis: find-bikes}
              - {purpose: deliver, legal_basis: contract}
              - {purpose: accounts, legal_basis: bookkeeping-duty}
            systems: [shop-system]
            retention: [{schedule: vouchers}]
        """
    ),
)
def kitchen_sink_bases(activity: Activity) -> Iterator[Hit]:
    stated = {basis["article"] for _, basis in activity.placed_bases if "article" in basis}
    if len(stated) < MANY_FOR_A_PURPOSE:
        return
    if len(stated) >= MANY_FOR_AN_ACTIVITY:
        yield Hit("/legal_bases", words={"name": activity.label(activity.value), "number": len(stated)})
    for pointer, purpose in activity.placed_purposes:
        for row in activity.rows:
            grounds = [ground for ground in row.grounds if ground.purpose is purpose and ground.article]
            articles = {ground.article for ground in grounds}
            if len(articles) >= MANY_FOR_A_PURPOSE:
                places = tuple(Place(g.pointer, "et af grundlagene", "one of the bases") for g in grounds)
                yield Hit(pointer, words={"name": activity.label(purpose), "number": len(articles)}, related=places)


@rule(
    "LB008", "consent-with-fallback", severity="error", alarms="medium", since="0.1",
    sources=(guidance("Datatilsynet", "vejledning om samtykke", "secondary"), gdpr("7(3)")),
    da=Wording(
        title="Samtykke med nødudgang",
        checks="De samme oplysninger bruges til det samme formål både på samtykke (litra a) og på interesseafvejning "
        "(litra f).",
        why="Den, der trækker sit samtykke tilbage, skal kunne regne med, at brugen stopper. Man kan ikke gå over til en "
        "interesseafvejning i stedet.",
        fix="Vælg det ene, eller skil det ud, der har sit eget formål, fx bevis for samtykket.",
        wrong_when="Når de to grundlag gælder forskellige personer. Skriv da hvem under `data_subjects`.",
        message="»{purpose}« bygger både på samtykke og på interesseafvejning for de samme oplysninger",
        hint="vælg ét af de to grundlag, eller giv den anden brug sit eget formål",
    ),
    en=Wording(
        title="Consent with a way out",
        checks="The same data are used for the same purpose both on consent (point a) and on legitimate interests "
        "(point f).",
        why="Whoever withdraws consent must be able to trust that the use stops. One cannot turn to legitimate interests "
        "instead.",
        fix="Choose one, or separate what has a purpose of its own, such as proof of the consent.",
        wrong_when="When the two bases are for different people. Then write whom in `data_subjects`.",
        message="“{purpose}” rests both on consent and on legitimate interests for the same data",
        hint="choose one of the two bases, or give the other use a purpose of its own",
    ),
    bad=Example(
        """
        data:
          - id: behaviour
            label: {da: Klik}
            data_subjects: [subscriber]
            categories: [clicks]
            sources: [{type: observed}]
            grounds:
              - {purpose: send-offers, legal_basis: consent, consent: newsletter}
              - {purpose: send-offers, legal_basis: proof}
            systems: [newsletter-system]
            retention: [{schedule: while-consent}]
        """,
        file="activities/havnens-cykler/newsletter.yaml",
    ),
    good=Example(
        """
        data:
          - id: behaviour
            label: {da: Klik}
            data_subjects: [subscriber]
            categories: [clicks]
            sources: [{type: observed}]
            grounds:
              - {purpose: send-offers, legal_basis: consent, consent: newsletter}
            systems: [newsletter-system]
            retention: [{schedule: while-consent}]
        """,
        file="activities/havnens-cykler/newsletter.yaml",
    ),
)
def consent_with_fallback(activity: Activity) -> Iterator[Hit]:
    on_consent = [(row, ground) for row, ground in activity.grounds if _is_consent(ground, activity.today)]
    if not on_consent:
        return
    for row, ground in activity.grounds:
        if ground.article != "6.1.f":
            continue
        same = [g for r, g in on_consent if g.purpose is ground.purpose and _overlap((r, g), (row, ground))]
        if same:
            there = tuple(Place(g.pointer, "her er det samtykke", "here it is consent") for g in same)
            words = {"purpose": activity.label(ground.purpose)}
            yield Hit(f"{ground.pointer}/legal_basis", words=words, related=there)


def _is_consent(ground: Ground, day: date) -> bool:
    """Whether a ground rests on consent, and its words do not say otherwise (LB003 tells of those)."""
    return ground.article == "6.1.a" and not called_otherwise(ground.basis, day)


def _overlap(one: tuple[Row, Ground], other: tuple[Row, Ground]) -> bool:
    """Whether two grounds are about some of the same data on some of the same people."""
    return bool(_people(*one) & _people(*other)) and bool(_data(*one) & _data(*other))


def _people(row: Row, ground: Ground) -> frozenset[str]:
    return frozenset(ground.value.get("data_subjects", row.subjects))


def _data(row: Row, ground: Ground) -> frozenset[str]:
    return frozenset(ground.value.get("categories", row.categories))


@rule(
    "LB010", "contract-basis-for-non-party", severity="warning", alarms="low", since="0.1",
    sources=(gdpr("6(1)(b)"),),
    da=Wording(
        title="Ikke part i aftalen",
        checks="En række bygger på en kontrakt (litra b), men handler om personer, som ikke selv er part i den, fx "
        "pårørende, vidner eller kontaktpersoner.",
        why="Litra b gælder kun en kontrakt, som den registrerede selv er part i, og det, personen har bedt om før en kontrakt.",
        fix="Vælg et andet grundlag for dem, som regel litra f, og skriv hvem under `data_subjects` på hvert grundlag.",
        wrong_when="Når de personer, ordlisten kalder udenforstående, her selv har skrevet under.",
        message="»{people}« er ikke selv part i den kontrakt, som »{purpose}« bygger på",
        hint="vælg et andet grundlag for dem, som regel litra f, og begræns kontrakten til parterne (`data_subjects`)",
    ),
    en=Wording(
        title="Not party to the contract",
        checks="A row rests on a contract (point b) but is about people who are not party to it, such as relatives, "
        "witnesses or contact persons.",
        why="Point b covers only a contract that the data subject is party to, and steps that the person asked for before one.",
        fix="Choose another basis for them, usually point f, and write whom in `data_subjects` of each ground.",
        wrong_when="When the people whom the vocabulary calls outsiders have signed here themselves.",
        message="“{people}” are not party to the contract that “{purpose}” rests on",
        hint="choose another basis for them, usually point f, and limit the contract to its parties (`data_subjects`)",
    ),
    bad=Example(
        """
        data:
          - id: relative
            label: {da: Afhenter}
            data_subjects: [next-of-kin]
            categories: [name, phone]
            sources: [{type: data_subject}]
            required: voluntary
            grounds: [{purpose: deliver, legal_basis: contract}]
            systems: [shop-system]
            retention: [{schedule: warranty}]
        notices: [{document: havnens-privacy, section: buying, audience: [customer, next-of-kin]}]
        """
    ),
    good=Example(
        """
        data:
          - id: relative
            label: {da: Afhenter}
            data_subjects: [next-of-kin]
            categories: [name, phone]
            sources: [{type: data_subject}]
            required: voluntary
            grounds: [{purpose: deliver, legal_basis: find-bikes}]
            systems: [shop-system]
            retention: [{schedule: warranty}]
        notices: [{document: havnens-privacy, section: buying, audience: [customer, next-of-kin]}]
        """
    ),
)
def contract_basis_for_non_party(activity: Activity) -> Iterator[Hit]:
    for row, ground in activity.grounds:
        if ground.article != "6.1.b":
            continue
        outsiders = sorted(key for key in _people(row, ground) if activity.facts.relations.get(key) in NOT_PARTIES)
        left = [key for key in outsiders if not _has_other_basis(row, ground, key)]
        if left:
            people = ", ".join(activity.name("data_subject_category", key) for key in left)
            words = {"people": people, "purpose": activity.label(ground.purpose)}
            there = (Place(f"{row.pointer}/data_subjects", "rækken handler om dem", "the row is about them"),)
            yield Hit(f"{ground.pointer}/legal_basis", words=words, related=there)


def _has_other_basis(row: Row, contract: Ground, subject: str) -> bool:
    """Whether another ground of the row covers some people for the same purpose."""
    others = (g for g in row.grounds if g.purpose is contract.purpose and g.article not in ("", contract.article))
    return any(subject in _people(row, ground) for ground in others)

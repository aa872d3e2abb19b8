"""A small made-up site for the tests of search: a public library's pages, with words that no other test uses."""

from __future__ import annotations

from ropa.search import Passage, SearchDocument, Synonym

ACTIVITY, DATA, PARTY, LIST = "Behandlingsaktivitet", "Slags oplysning", "Part", "Liste"


def passage(anchor: str, text: str, heading: str = "") -> Passage:
    return Passage(anchor, heading or anchor.capitalize(), text)


DOCUMENTS = (
    SearchDocument(
        "aktiviteter/bib/lending/", "Udlån af bøger", ACTIVITY, "Bakkeby Bibliotek", ("bogudlån", "lånerkort"), ("lending",),
        (
            Passage("", "", "Når en låner tager en bog med hjem, gemmer vi, hvem der har den."),
            passage("purposes", "Formål: Vide, hvem der skal aflevere bogen.", "Formål og grundlag"),
            passage("purposes", "Behandlingsgrundlag: Offentlig opgave (art. 6, stk. 1, litra e)", "Formål og grundlag"),
            passage("data", "Låneren – Oplysninger: Navn, CPR-nummer, Låneroplysninger", "Personer og oplysninger"),
            passage("recipients", "Modtagere: Inkassofirmaet får navn og adresse, når en bog ikke kommer tilbage.", "Modtagere"),
            passage("retention", "Gemmes i 4 uger efter afleveringen og slettes så.", "Sletning"),
            passage("notes", "Databeskyttelsesloven § 11 gælder for CPR-nummeret, ikke § 8.", "Kilder og bemærkninger"),
        ), 1.3,
    ),
    SearchDocument(
        "aktiviteter/bib/cctv/", "TV-overvågning af indgangen", ACTIVITY, "Bakkeby Bibliotek", ("kamera", "videoovervågning"), ("cctv",),
        (
            Passage("", "", "Kameraet ved døren optager dem, der går ind og ud."),
            passage("recipients", "Modtagere: Politiet, når der er begået hærværk.", "Modtagere"),
            passage("retention", "Optagelser: Gemmes i 30 dage og slettes så.", "Sletning"),
        ), 1.3,
    ),
    SearchDocument(
        "aktiviteter/bib/fines/", "Gebyrer og regninger", ACTIVITY, "Bakkeby Bibliotek", ("bøde",), ("fines",),
        (Passage("", "", "En låner, der afleverer for sent, får en regning."), passage("retention", "Gemmes i 5 år efter udgangen af året.", "Sletning")), 1.3,
    ),
    SearchDocument("oplysninger/cpr-number/", "CPR-nummer", DATA, "", ("personnummer",), ("cpr-number",), (passage("class", "Klasse: CPR-nummer"),), 1.0, True),
    SearchDocument("oplysninger/borrower/", "Låneroplysninger", DATA, "", (), ("borrower",), (passage("class", "Klasse: Almindelige"),), 1.0, True),
    SearchDocument("oplysninger/booklist/", "Liste over udlån og bøger på vej", DATA, "", (), ("booklist",), (passage("class", "Klasse: Almindelige"),), 1.0),
    SearchDocument("parter/collector/", "Inkassofirmaet", PARTY, "", ("inkasso",), ("collector",), (passage("about", "Databehandleraftale: Ja. Kræver penge ind for os."),), 1.0),
    SearchDocument(
        "virksomheder/bib/", "Bakkeby Bibliotek", "Fortegnelse", "", ("biblioteket",), ("bib",),
        (passage("contact", "Kontakter: Skrivebordet ved døren. Telefon: 00 00 00 00", "Kontakt"),), 1.25,
    ),
    SearchDocument("parter/", "Parter", LIST, passages=(passage("list", "Andre"),), weight=0.9),
)
SYNONYMS = (Synonym("Borrower", "Låner"), Synonym("Recipients", "Modtagere"))

"""What can be wrong in a YAML file before anybody asks what it says, worded in Danish and English.

Used by `load` and `syntax`, which find these faults. The first group is text that is no YAML at all; the second is YAML
that records may not use, because a reader, an editor or another program would take it differently.
"""

from __future__ import annotations

from dataclasses import replace

from ropa.findings import Fault

MAX_DEPTH = 40
"""How deep mappings and lists may lie in each other. A record needs eight."""

MAX_FINDINGS = 500
"""Reading stops at this many findings in one file."""

_QUOTES_DA, _QUOTES_EN = "sæt teksten i anførselstegn", "put the text in quotes"

SYNTAX = Fault(
    "YML001", "yaml-syntax", "error",
    "filen kan ikke læses som YAML fra dette sted",
    "the file cannot be read as YAML from here on",
    "se på linjen og linjen over: kolon, indrykning, anførselstegn og klammer",
    "look at this line and the one above: colons, indentation, quotes and brackets",
)
COLON_IN_TEXT = Fault(
    "YML002", "colon-in-text", "error",
    "der står et kolon for meget på linjen",
    "there is one colon too many on the line",
    "hører kolonet til teksten, så sæt hele teksten i anførselstegn; er det et nyt felt, så giv det sin egen linje",
    "if the colon belongs to the text, put the whole text in quotes; if it is a new field, give it a line of its own",
)
TEXT_START = Fault(
    "YML003", "text-start", "error",
    "en tekst uden anførselstegn kan ikke begynde med `{character}`",
    "a text without quotes cannot begin with `{character}`",
    _QUOTES_DA,
    _QUOTES_EN,
)
MISSING_COLON = Fault(
    "YML004", "missing-colon", "error",
    "der mangler et kolon på linjen",
    "a colon is missing on the line",
    "skriv `felt: værdi` med et mellemrum efter kolonet; fortsætter teksten fra linjen over, så ryk den længere ind",
    "write `field: value` with a space after the colon; if the text goes on from the line above, indent it more",
)
INDENTATION = Fault(
    "YML005", "wrong-indentation", "error",
    "linjen passer ikke til linjerne over den",
    "the line does not fit the lines above it",
    "ryk den lige så langt ind som felterne ved siden af, og se, om linjen over mangler `: ` eller `- `",
    "indent it as far as the fields beside it, and see whether the line above lacks `: ` or `- `",
)
COLON_IN_NEXT_LINE = replace(
    INDENTATION,
    hint_da="er det et felt, så ryk det lige så langt ind som de andre, og se, om linjen over mangler `: `; "
    "hører linjen til teksten over, så sæt hele teksten i anførselstegn",
    hint_en="if it is a field, indent it as far as the others, and see whether the line above lacks `: `; "
    "if the line belongs to the text above, put the whole text in quotes",
)
OPEN_QUOTE = Fault(
    "YML006", "open-quote", "error",
    "anførselstegnet bliver ikke lukket",
    "the quote is not closed",
    "sæt det samme tegn, hvor teksten slutter",
    "put the same character where the text ends",
)
OPEN_BRACKET = Fault(
    "YML007", "open-bracket", "error",
    "`{character}` bliver ikke lukket, eller der mangler et komma",
    "`{character}` is not closed, or a comma is missing",
    "luk klammen, og sæt komma mellem delene; begynder en tekst med `{character}`, så sæt den i anførselstegn",
    "close the bracket, and put commas between the parts; if a text begins with `{character}`, put it in quotes",
)
TAB = Fault(
    "YML008", "tab", "error",
    "her står en tabulator i stedet for mellemrum",
    "there is a tab here in place of spaces",
    "brug mellemrum, to for hvert trin",
    "use spaces, two for each step",
)
TEXT_AFTER_VALUE = Fault(
    "YML009", "text-after-value", "error",
    "værdien er slut før `{character}`",
    "the value ends before `{character}`",
    "sæt hele værdien i ét par anførselstegn; en apostrof inden i '…' skrives to gange",
    "put the whole value in one pair of quotes; an apostrophe inside '…' is written twice",
)
BACKSLASH = Fault(
    "YML010", "backslash-in-quotes", "error",
    'omvendt skråstreg har en særlig betydning mellem "…"',
    'a backslash has a special meaning between "…"',
    "brug '…' i stedet, eller skriv skråstregen to gange",
    "use '…' instead, or write the backslash twice",
)
LIST_ON_LINE = Fault(
    "YML011", "list-on-line", "error",
    "en liste med `-` kan ikke begynde på feltets egen linje",
    "a list with `-` cannot begin on the field's own line",
    "begynd listen på næste linje; er stregen en del af teksten, så sæt teksten i anførselstegn",
    "begin the list on the next line; if the dash is part of the text, put the text in quotes",
)
COLON_WITHOUT_SPACE = Fault(
    "YML012", "colon-without-space", "error",
    "der mangler et mellemrum efter kolonet",
    "a space is missing after the colon",
    "sæt et mellemrum; hører kolonet til teksten, så sæt teksten i anførselstegn",
    "put a space; if the colon belongs to the text, put the text in quotes",
)

EMPTY = Fault(
    "YML020", "empty-file", "error",
    "filen er tom",
    "the file is empty",
    "skriv posten, eller slet filen",
    "write the record, or delete the file",
)
NOT_A_MAPPING = Fault(
    "YML021", "not-a-mapping", "error",
    "filen begynder ikke med felter",
    "the file does not begin with fields",
    "skriv felterne som `felt: værdi` fra linjens begyndelse",
    "write the fields as `field: value` from the beginning of the line",
)
SEVERAL_DOCUMENTS = Fault(
    "YML022", "several-documents", "error",
    "her begynder et dokument mere, og en fil kan kun have ét",
    "another document begins here, and a file can have only one",
    "slet linjen `---`, eller flyt resten til sin egen fil",
    "delete the line `---`, or move the rest to a file of its own",
)
TOO_DEEP = Fault(
    "YML023", "too-deep", "error",
    f"her ligger lister og felter mere end {MAX_DEPTH} trin inden i hinanden",
    f"here lists and fields lie more than {MAX_DEPTH} steps inside each other",
    "fjern overflødige klammer og indrykninger",
    "remove the brackets and indentations that are not needed",
)
TOO_MANY = Fault(
    "YML024", "too-many-findings", "error",
    f"filen har mere end {MAX_FINDINGS} fejl, og resten er ikke læst",
    f"the file has more than {MAX_FINDINGS} faults, and the rest is not read",
    "ret de første, og kør kontrollen igen",
    "mend the first ones, and run the check again",
)
DUPLICATE_KEY = Fault(
    "YML030", "duplicate-key", "error",
    "`{key}` står her igen",
    "`{key}` stands here again",
    "saml det i ét felt, og slet det andet; kun det første bliver læst",
    "bring both together in one field, and delete the other; only the first is read",
)
KEY_NOT_TEXT = Fault(
    "YML031", "key-not-text", "error",
    "feltets navn er ikke tekst",
    "the name of the field is not text",
    "giv feltet et navn af bogstaver; skal navnet være et tal, så sæt det i anførselstegn",
    "give the field a name of letters; if the name is to be a number, put it in quotes",
)
ANCHOR = Fault(
    "YML032", "anchor", "error",
    "`&{name}` er et YAML-anker, og det må en post ikke bruge",
    "`&{name}` is a YAML anchor, which a record may not use",
    "slet `&{name}`; er det en del af teksten, så sæt teksten i anførselstegn",
    "delete `&{name}`; if it is part of the text, put the text in quotes",
)
ALIAS = Fault(
    "YML033", "alias", "error",
    "`*{name}` henviser til et YAML-anker, og det må en post ikke bruge",
    "`*{name}` refers to a YAML anchor, which a record may not use",
    "skriv værdien selv; er det en del af teksten, så sæt teksten i anførselstegn",
    "write the value itself; if it is part of the text, put the text in quotes",
)
MERGE_KEY = Fault(
    "YML034", "merge-key", "error",
    "`<<` fletter felter ind fra et andet sted, og det må en post ikke bruge",
    "`<<` merges fields from elsewhere, which a record may not use",
    "skriv felterne selv",
    "write the fields themselves",
)
TAG = Fault(
    "YML035", "tag", "error",
    "`!` foran en værdi er et YAML-mærke, og det må en post ikke bruge",
    "`!` before a value is a YAML tag, which a record may not use",
    "slet mærket; er det en del af teksten, så sæt teksten i anførselstegn",
    "delete the tag; if it is part of the text, put the text in quotes",
)

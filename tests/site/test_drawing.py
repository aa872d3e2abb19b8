"""The drawing of a flow: boxes that do not overlap, lines that run through no box, and the same as a list."""

from __future__ import annotations

import itertools
import random
import re

from ropa.site import Page
from ropa.site.drawing import LABEL_WIDTH, Box, Drawing, Label, draw
from ropa.site.lettering import wrapped

from .reading import site_from, text_of
from .small import FILES, activity, files

Place = tuple[float, float]


def random_drawing(seed: int) -> Drawing:
    chance = random.Random(seed)
    boxes = [
        Box(str(n), chance.randrange(5), " ".join(["ord"] * chance.randint(1, 12)))
        for n in range(chance.randint(1, 25))
    ]
    pairs = [(a.id, b.id) for a, b in itertools.product(boxes, boxes) if a.column < b.column]
    lines = {pair: chance.choice(["", "1", "1–3, 5", "alle"]) for pair in chance.sample(pairs, min(len(pairs), 30))}
    return draw(["a", "b", "c", "d", "e"], boxes, lines)


def overlaps(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def test_no_two_boxes_overlap_and_all_are_inside() -> None:
    for seed in range(200):
        drawing = random_drawing(seed)
        areas = [(p.x, p.y, p.x + p.width, p.y + p.height) for p in drawing.boxes]

        assert not any(overlaps(a, b) for a, b in itertools.combinations(areas, 2))
        assert all(
            x >= 0 and y >= 0 and right <= drawing.width and bottom <= drawing.height for x, y, right, bottom in areas
        )


def test_no_line_runs_through_a_box() -> None:
    for seed in range(200):
        drawing = random_drawing(seed)
        for x, y in (point for curve in drawing.curves for point in points_on(curve)):
            assert not any(p.x < x < p.x + p.width and p.y < y < p.y + p.height for p in drawing.boxes)


def points_on(curve: str) -> list[tuple[float, float]]:
    """Places along a line: straight, and bending in the middle."""
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", curve)]
    if "H" in curve:
        return along((numbers[0], numbers[1]), (numbers[2], numbers[1]))
    start, leaves, first, second, enters, end = zip(numbers[::2], numbers[1::2], strict=True)
    bend = [bezier(leaves, first, second, enters, step / 20) for step in range(21)]
    return [*along(start, leaves), *bend, *along(enters, end)]


def along(a: tuple[float, float], b: tuple[float, float]) -> list[tuple[float, float]]:
    return [(a[0] + (b[0] - a[0]) * step / 10, a[1] + (b[1] - a[1]) * step / 10) for step in range(11)]


def bezier(a: Place, b: Place, c: Place, d: Place, t: float) -> Place:
    x, y = (
        (1 - t) ** 3 * a[i] + 3 * (1 - t) ** 2 * t * b[i] + 3 * (1 - t) * t**2 * c[i] + t**3 * d[i] for i in (0, 1)
    )
    return x, y


def test_the_same_boxes_give_the_same_drawing() -> None:
    assert random_drawing(7) == random_drawing(7)


def test_a_box_is_as_wide_as_its_longest_word_needs() -> None:
    narrow, wide = draw(["a", "b"], [Box("x", 0, "Ord"), Box("y", 1, "Underdatabehandlere hos os")], {}).boxes

    assert wide.width > narrow.width and [line for line, _ in wide.lines][0] == "Underdatabehandlere"


def test_a_word_that_no_box_has_room_for_is_parted_with_a_hyphen_between_syllables() -> None:
    assert wrapped("Behandlingsaktivitetsfortegnelserne", 144) == ("Behandlingsaktivi-", "tetsfortegnelserne")
    assert all(len(line) <= 18 for line in wrapped("o" * 100, 144))


def test_what_has_room_to_stand_level_with_what_it_comes_from_does() -> None:
    boxes = [*(Box(f"a{n}", 0, "ord") for n in range(8)), Box("b", 1, "ord"), Box("c", 2, "ord")]
    placed = {p.box.id: p.y + p.height / 2 for p in draw(["1", "2", "3"], boxes, {("a6", "b"): "", ("b", "c"): ""}).boxes}

    assert placed["a6"] == placed["b"] == placed["c"]


def test_no_line_runs_through_a_label() -> None:
    for seed in range(200):
        drawing = random_drawing(seed)
        areas = [area(label) for label in drawing.labels]
        for x, y in (point for curve in drawing.curves for point in points_on(curve)):
            assert not any(left < x < right and top < y < bottom for left, top, right, bottom in areas)


def test_draws_sources_systems_processors_recipients_and_countries_and_lists_the_same() -> None:
    page = site_from(files())["aktiviteter/anker/slip/"]
    shown = text_of(page)

    for line in (
        "Førere (oplyser selv) → Køreseddel – alle rækker",
        "Køreseddel → Boksen – alle rækker",
        "Boksen → Skyhuset (databehandler) – alle rækker",
        "Køreseddel → Politiet (modtager) – række 1",
        "Skyhuset (databehandler) → Underhuset (underdatabehandler) – alle rækker",
        "Skyhuset (databehandler) → Danmark – alle rækker",
        "Boksen → Danmark – alle rækker",
        "Underhuset (underdatabehandler) → USA (uden for EU/EØS) – alle rækker",
    ):
        assert line in shown
    assert page.body.count('class="ropa-flow__box ') == 8


def labels_of(page: Page) -> list[str]:
    """What stands on the lines of the drawing."""
    return re.findall(r'text-anchor="(?:start|end)">([^<]*)<', page.body)


def test_a_line_says_which_rows_go_along_it_by_their_numbers() -> None:
    page = site_from(files())["aktiviteter/anker/slip/"]

    assert sorted(set(labels_of(page))) == ["1", "alle"]
    assert "Tallene er rækkerne: 1 Førere 2 Førere – CPR-nummer" in text_of(page)


def test_a_line_without_stated_rows_has_no_label_and_the_legend_says_why_once() -> None:
    page = site_from(activity("recipients: [{party: police}]", without=("recipients",)))["aktiviteter/anker/slip/"]

    assert set(labels_of(page)) == {"1", "alle"} or set(labels_of(page)) == {"alle"}
    assert text_of(page).count("Hvor en linje intet tal har, siger posten ikke, hvilke rækker det er.") == 1
    assert "Køreseddel → Politiet (modtager) – uvist hvilke rækker" in text_of(page)


def test_a_system_of_ones_own_is_drawn_without_a_processor() -> None:
    own = files(systems__anker__box=FILES["systems/anker/box.yaml"].replace("operator: sky", "operator: in_house"))
    shown = text_of(site_from(own)["aktiviteter/anker/slip/"])

    assert "Køreseddel → Boksen (drives af os selv)" in shown and "Skyhuset" not in shown


def test_no_two_labels_of_a_drawing_overlap() -> None:
    for seed in range(200):
        areas = [area(label) for label in random_drawing(seed).labels]

        assert not any(overlaps(a, b) for a, b in itertools.combinations(areas, 2))


def area(label: Label) -> tuple[float, float, float, float]:
    """About the room that a label of 12 pixels takes."""
    width = len(label.text) * LABEL_WIDTH
    left = label.x if label.anchor == "start" else label.x - width
    return left, label.y - 9, left + width, label.y + 2


def test_what_nobody_has_answered_is_not_drawn() -> None:
    nothing = {
        **activity(without=("recipients",)),
        "systems/anker/box.yaml": "id: box\nname: {da: Boksen}\norganisation: anker\n",
    }
    shown = text_of(site_from(nothing)["aktiviteter/anker/slip/"])

    assert "Køreseddel → Boksen" in shown and "Boksen →" not in shown

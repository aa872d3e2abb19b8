"""The drawing of a flow: boxes that do not overlap, lines that run through no box, and the same as a list."""

from __future__ import annotations

import itertools
import random
import re

from ropa.site import Page
from ropa.site.drawing import BOX_WIDTH, CHARACTER_WIDTH, Box, Drawing, Label, draw

from .reading import site_from, text_of
from .small import FILES, activity, files


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
        areas = [(p.x, p.y, p.x + BOX_WIDTH, p.y + p.height) for p in drawing.boxes]

        assert not any(overlaps(a, b) for a, b in itertools.combinations(areas, 2))
        assert all(
            x >= 0 and y >= 0 and right <= drawing.width and bottom <= drawing.height for x, y, right, bottom in areas
        )


def test_no_line_runs_through_a_box() -> None:
    for seed in range(200):
        drawing = random_drawing(seed)
        for straight in (c for c in drawing.curves if "H" in c):
            x, y, end = (float(number) for number in re.findall(r"-?[\d.]+", straight))
            assert not any(
                overlaps((x, y, end, y + 0.1), (p.x, p.y, p.x + BOX_WIDTH, p.y + p.height)) for p in drawing.boxes
            )
        for curve in (c for c in drawing.curves if "C" in c):
            numbers = [float(number) for number in re.findall(r"-?[\d.]+", curve)]
            assert not any(numbers[0] < p.x + BOX_WIDTH and p.x < numbers[6] for p in drawing.boxes)


def test_the_same_boxes_give_the_same_drawing() -> None:
    assert random_drawing(7) == random_drawing(7)


def test_a_long_word_stays_inside_its_box() -> None:
    (placed,) = draw(["a"], [Box("x", 0, "o" * 100)], {}).boxes

    assert all(len(line) <= 19 for line, _ in placed.lines)


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


def test_a_recipient_without_rows_is_drawn_with_a_question_mark() -> None:
    page = site_from(activity("recipients: [{party: police}]", without=("recipients",)))["aktiviteter/anker/slip/"]

    assert "?" in labels_of(page)
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
    width = len(label.text) * CHARACTER_WIDTH
    left = label.x if label.anchor == "start" else label.x - width
    return left, label.y - 9, left + width, label.y + 3


def test_what_nobody_has_answered_is_not_drawn() -> None:
    nothing = {
        **activity(without=("recipients",)),
        "systems/anker/box.yaml": "id: box\nname: {da: Boksen}\norganisation: anker\n",
    }
    shown = text_of(site_from(nothing)["aktiviteter/anker/slip/"])

    assert "Køreseddel → Boksen" in shown and "Boksen →" not in shown

"""Writes the project that stock Material builds: our pages as ready-made Markdown, as many of them, out of the navigation.

A program of its own (`python -m benchmark.stock PROJECT TARGET`), so that its work is in no measurement. The theme,
its language and its search are left as they come, but for fonts, which would be fetched from another machine.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from benchmark.markdown import to_markdown
from ropa.check import checked
from ropa.files import read_folder
from ropa.register import assemble
from ropa.site import pages

CONFIG = """\
site_name: Fortegnelse
theme:
  name: material
  language: da
  font: false
plugins:
  - search: {lang: da}
markdown_extensions: [tables]
extra: {generator: false}
nav: [index.md]
not_in_nav: "*"
validation: {links: {not_found: ignore, unrecognized_links: ignore, absolute_links: ignore, anchors: ignore}}
"""


def write_stock(project: Path, target: Path) -> None:
    """The project of stock Material with the text of our pages."""
    register = assemble(read_folder(project / "data/ropa"))
    for page in pages(register, checked(register, date.today()), language=register.language):
        file = target / "docs" / page.path / "index.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        head = f"---\ntitle: {json.dumps(page.title, ensure_ascii=False)}\n---\n\n"
        file.write_text(head + to_markdown(page.body), encoding="utf-8")
    (target / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")


if __name__ == "__main__":
    write_stock(Path(sys.argv[1]), Path(sys.argv[2]))

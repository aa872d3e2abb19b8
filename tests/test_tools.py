"""The programs that come with the locks start and answer, and the locks hold what they promise."""

import asyncio
import json
import re
import tomllib
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

ROOT = Path(__file__).parents[1]
LOCKS = [ROOT / "requirements" / "site.txt", ROOT / "requirements" / "test.txt"]
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)[^\\]*\\\n +--hash=sha256:[0-9a-f]{64}\b", re.MULTILINE)


def test_the_language_server_names_itself(yaml_language_server: tuple[str, ...]) -> None:
    async def ask() -> types.InitializeResult:
        client = LanguageClient("tests", "1")
        await client.start_io(*yaml_language_server)
        answer = await client.initialize_async(types.InitializeParams(capabilities=types.ClientCapabilities()))
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()
        return answer

    answer = asyncio.run(asyncio.wait_for(ask(), timeout=60))

    assert answer.capabilities.hover_provider


def pins(lock: Path) -> set[tuple[str, str]]:
    """Name and version of each pin that has a hash; one name may have two versions, for two Pythons."""
    return {(pin["name"], pin["version"]) for pin in PIN.finditer(lock.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_each_pin_has_a_hash(lock: Path) -> None:
    named = re.findall(r"^[a-z0-9-]+(?===)", lock.read_text(encoding="utf-8"), re.MULTILINE)

    assert named
    assert sorted(named) == sorted(name for name, _ in pins(lock))


def test_the_test_lock_holds_the_site_lock() -> None:
    site, test = map(pins, LOCKS)

    assert site < test


def test_the_build_backend_is_in_the_lock() -> None:
    backends = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]

    assert {re.split("[<>=]", backend)[0] for backend in backends} <= {name for name, _ in pins(LOCKS[0])}


def test_each_npm_package_has_a_hash_and_no_address() -> None:
    lock = json.loads((ROOT / "tests" / "tools" / "package-lock.json").read_text(encoding="utf-8"))
    installed = [package for path, package in lock["packages"].items() if path]

    assert installed
    assert all("integrity" in package and "resolved" not in package for package in installed)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_names_no_address(lock: Path) -> None:
    assert "://" not in lock.read_text(encoding="utf-8")


def test_each_package_that_is_asked_for_is_explained_to_contributors() -> None:
    asked = {name for list_ in (ROOT / "requirements").glob("*.in") for name in asked_for(list_)}
    asked |= set(json.loads((ROOT / "tests/tools/package.json").read_text(encoding="utf-8"))["devDependencies"])
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    assert sorted(name for name in asked if f"| `{name}` |" not in table) == []


def asked_for(list_: Path) -> list[str]:
    return re.findall(r"^[a-z][a-z0-9-]*", list_.read_text(encoding="utf-8"), re.MULTILINE)

"""Prints the path of a Chromium-type browser for the browser tests, installing Debian's where it may.

`make test` runs it as a program; the browser fixtures call `find_browser`, which only looks. A browser that is
named in `ROPA_BROWSER` but does not run is an answer of its own: another one is never taken in its place.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
MAC_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS_FOLDERS = ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")
WINDOWS_PLACES = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
HOW_TO_GET_ONE = """no browser for the browser tests was found. Install one, then run `make test` again:
  Debian          sudo apt-get install chromium
  Ubuntu, Fedora  Google Chrome or Chromium from your package manager
  macOS           brew install --cask chromium
or name one: ROPA_BROWSER=/path/to/browser make test"""


class NoBrowserError(Exception):
    """Its text tells the reader what to install or to set."""


def find_browser(environment: Mapping[str, str] = os.environ) -> Path:
    """The browser that `ROPA_BROWSER` names, else the first that is installed. Raises `NoBrowserError`."""
    named = environment.get("ROPA_BROWSER")
    if named:
        if not starts(Path(named)):
            raise NoBrowserError(f"`ROPA_BROWSER` is `{named}`, which is not a browser that starts")
        return Path(named)
    for path in usual_places(environment):
        if starts(path):
            return path
    raise NoBrowserError(HOW_TO_GET_ONE)


def usual_places(environment: Mapping[str, str]) -> Iterator[Path]:
    """Where a browser would be: by name on the search path, then where macOS and Windows put programs."""
    for name in NAMES:
        found = shutil.which(name, path=environment.get("PATH"))
        if found:
            yield Path(found)
    yield from map(Path, MAC_PLACES)
    for folder in WINDOWS_FOLDERS:
        if folder in environment:
            yield from (Path(environment[folder], place) for place in WINDOWS_PLACES)


def starts(path: Path) -> bool:
    """True when the program tells its version; on Windows, where asking would open a window, when it is there."""
    if not path.is_file():
        return False
    if os.name == "nt":
        return True
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, stdin=subprocess.DEVNULL, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def may_install() -> bool:
    """True for root on a machine with apt-get: nobody else's machine is changed."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_browser() -> None:
    """Asks apt-get for Chromium, its talk on standard error. Whether it worked is seen by looking again."""
    print("no browser found; installing the package chromium", file=sys.stderr)
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for action in (["update"], ["install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"]):
        subprocess.run(["apt-get", "-q", *action], env=quiet, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)


def find_or_install_browser() -> Path:
    """As `find_browser`, after one try to install a browser when there is none and none is named."""
    try:
        return find_browser()
    except NoBrowserError:
        if os.environ.get("ROPA_BROWSER") or not may_install():
            raise
    install_browser()
    return find_browser()


def main() -> int:
    try:
        print(find_or_install_browser())
    except NoBrowserError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

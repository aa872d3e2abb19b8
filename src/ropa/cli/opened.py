"""A register opened by a command that will change it, and what the user named in it.

Reads the disk, writes nothing. What the user named and is not there is told with the nearest spelling.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ropa import report
from ropa.cli.console import REGISTER, register_folder, spoken
from ropa.files import Files, read_folder
from ropa.findings import Finding, Language, RopaError, did_you_mean
from ropa.register import Broken, Entry, Register, assemble

_LIKE_A_PATH = re.compile(r"\S*[/\\]\S*[^\s\d]\S*|\S+\.[A-Za-z]{2,5}")
"""One word with a stroke or a file's ending. Dates such as 1/10 are no paths."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A register with the bytes it was read from, to be changed on disk."""

    project: Path
    folder: Path
    files: Files
    register: Register
    language: Language

    @property
    def prefix(self) -> str:
        """How the paths of findings begin for the user."""
        return (self.project / REGISTER).as_posix() + "/"

    def say(self, da: str, en: str) -> str:
        """One of two sentences."""
        return da if self.language == "da" else en

    def show(self, findings: Sequence[Finding], register: Register | None = None) -> str:
        """Findings as `ropa check` shows them, of this register or of another state of it."""
        sources = (register or self.register).sources
        return report.terminal(findings, sources, self.language, prefix=self.prefix)


def open_register(project: Path, language: Language | None) -> Opened:
    """The register as it lies on disk."""
    folder = register_folder(project)
    files = read_folder(folder)
    register = assemble(files)
    return Opened(project, folder, files, register, spoken(register, language))


def pick_activity(opened: Opened, key: str) -> Entry | Broken:
    """The activity, sound or not. Raises RopaError with the nearest spelling when there is none."""
    register = opened.register
    broken = {each.key: each for each in register.broken if each.kind == "activity"}
    found = register.get("activity", key) or broken.get(key)
    if found is None:
        near = did_you_mean(key, [*(entry.key for entry in register.of("activity")), *broken])
        raise RopaError(f"der er ingen aktivitet `{key}`{near.da}", f"there is no activity `{key}`{near.en}")
    return found


def require_organisation(opened: Opened, key: str) -> None:
    """Raises RopaError with the nearest spelling when there is no such organisation."""
    if not opened.register.knows("organisation", key):
        near = did_you_mean(key, [entry.key for entry in opened.register.of("organisation")])
        raise RopaError(f"der er ingen virksomhed `{key}`{near.da}", f"there is no organisation `{key}`{near.en}")


def require_role(opened: Opened, organisation: str, role: str) -> None:
    """Raises RopaError with the nearest spelling when the organisation has no such role, or cannot be read."""
    file = f"{opened.prefix}organisations/{organisation}.yaml"
    entry = opened.register.get("organisation", organisation)
    if entry is None:
        raise RopaError(f"{file} kan ikke bruges; kør ropa check", f"{file} cannot be used; run ropa check")
    roles = [item["id"] for item in entry.value.get("roles", ())]
    if role not in roles:
        near = did_you_mean(role, roles)
        listed = ", ".join(roles) or "–"
        raise RopaError(
            f"`{role}` er ikke en rolle i {file}{near.da} (roller: {listed})",
            f"`{role}` is not a role in {file}{near.en} (roles: {listed})",
        )


def as_reference(opened: Opened, evidence: str) -> str:
    """What somebody says that an act rests on: words on one line, or the path of a file in the project."""
    words = " ".join(evidence.split())
    if not words or not words.isprintable():
        raise RopaError("--evidence skal være ord eller en sti, uden usynlige tegn", "--evidence takes words or a path, no invisible characters")
    if not os.path.isfile(evidence):
        if _LIKE_A_PATH.fullmatch(words) or os.path.isdir(evidence):
            raise RopaError(f"der er ingen fil {words}; ret stien, eller skriv det med ord", f"there is no file {words}; mend the path, or say it in words")
        return words
    try:
        return Path(evidence).resolve().relative_to(opened.project.resolve()).as_posix()
    except ValueError:
        raise RopaError(
            f"{evidence} ligger uden for projektet, hvor andre ikke kan finde den; læg den i projektet, eller skriv med ord, hvor den er",
            f"{evidence} lies outside the project, where others cannot find it; put it in the project, or say in words where it is",
        ) from None

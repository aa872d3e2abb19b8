"""An editor without a window: the language server, and questions asked at a cursor `|` in a record."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

CURSOR = "|"
SECONDS = 60
T = TypeVar("T")


@dataclass
class Editor:
    """A project folder opened in the language server with the settings that the repository carries."""

    root: Path
    settings: dict[str, object]
    client: LanguageClient = field(default_factory=lambda: LanguageClient("tests", "1"))
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    reports: dict[str, "asyncio.Future[list[str]]"] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)

    def diagnose(self, folder: str, text: str) -> list[str]:
        """The editor's complaints about a file, each with its line."""
        return self.run(self._opened(folder, text)[1])

    def complete(self, folder: str, text: str) -> dict[str, str]:
        """What is offered at the cursor, with the explanation of each."""
        place = self._place(folder, text)
        answer = self.run(self.client.text_document_completion_async(types.CompletionParams(*place)))
        items = answer.items if isinstance(answer, types.CompletionList) else answer or []
        return {item.label: plain(item.documentation) for item in items}

    def hover(self, folder: str, text: str) -> str:
        """What is shown when the mouse rests on the cursor."""
        answer = self.run(self.client.text_document_hover_async(types.HoverParams(*self._place(folder, text))))
        return plain(answer.contents) if answer else ""

    def run(self, question: Awaitable[T]) -> T:
        """The answer to a question that the server is given some seconds for."""
        return self.loop.run_until_complete(asyncio.wait_for(question, SECONDS))

    def _place(self, folder: str, text: str) -> tuple[types.TextDocumentIdentifier, types.Position]:
        before, _, after = text.partition(CURSOR)
        uri, report = self._opened(folder, before + after)
        self.run(report)
        position = types.Position(before.count("\n"), len(before) - before.rfind("\n") - 1)
        return types.TextDocumentIdentifier(uri), position

    def _opened(self, folder: str, text: str) -> tuple[str, "asyncio.Future[list[str]]"]:
        uri = (self.root / folder / f"file-{next(self.numbers)}.yaml").as_uri()
        self.reports[uri] = self.loop.create_future()
        opened = types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "yaml", 1, text))
        self.loop.run_until_complete(self._tell(opened))
        return uri, self.reports[uri]

    async def _tell(self, opened: types.DidOpenTextDocumentParams) -> None:
        self.client.text_document_did_open(opened)

    async def start(self, command: tuple[str, ...]) -> None:
        self.client.feature("textDocument/publishDiagnostics")(lambda report: self._take_report(report))
        self.client.feature("workspace/configuration")(lambda asked: self._tell_settings(asked))
        self.client.feature("client/registerCapability")(lambda _: None)
        await self.client.start_io(*command)
        await self.client.initialize_async(
            types.InitializeParams(
                capabilities=types.ClientCapabilities(
                    workspace=types.WorkspaceClientCapabilities(configuration=True, workspace_folders=True)
                ),
                root_uri=self.root.as_uri(),
                workspace_folders=[types.WorkspaceFolder(self.root.as_uri(), "project")],
            )
        )
        self.client.initialized(types.InitializedParams())

    async def stop(self) -> None:
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()

    def _take_report(self, report: types.PublishDiagnosticsParams) -> None:
        waiting = self.reports.get(report.uri)
        if waiting and not waiting.done():
            waiting.set_result([f"{each.range.start.line + 1}: {each.message}" for each in report.diagnostics])

    def _tell_settings(self, asked: types.ConfigurationParams) -> list[object]:
        return [self.settings if item.section == "yaml" else {} for item in asked.items]


def plain(documentation: object) -> str:
    """The text of a documentation that may be marked up."""
    return str(getattr(documentation, "value", documentation) or "")


OpenEditor = Callable[[Path, dict[str, object]], Editor]


@pytest.fixture(scope="module")
def open_editor(yaml_language_server: tuple[str, ...]) -> Iterator[OpenEditor]:
    """A function that opens a folder in an editor, which is closed when the tests of the file end."""
    editors: list[Editor] = []

    def opened(root: Path, settings: dict[str, object]) -> Editor:
        editor = Editor(root, settings)
        editor.run(editor.start(yaml_language_server))
        editors.append(editor)
        return editor

    yield opened
    for editor in editors:
        editor.run(editor.stop())
        editor.loop.close()

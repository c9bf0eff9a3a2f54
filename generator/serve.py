"""Serves the portal to its editors and rebuilds it when a file is saved. Not a public server."""

import signal
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from html import escape
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError
from watchfiles import DefaultFilter, watch

from generator.build import Builder, Summary
from generator.catalogue import ContentErrors
from generator.catalogue.problems import Problem
from generator.editing.new import write_editor_schemas
from generator.engine import EngineFailed
from generator.live_reload import SCRIPT, SCRIPT_ADDRESS, VERSION_ADDRESS, Version, with_script
from generator.pages.rendering import TEMPLATES
from generator.shells.golden import GoldenPageDiffers
from generator.shells.slots import ShellBroken

HOST = "127.0.0.1"
MOST_SHOWN = 50
Say = Callable[[str], None]

# What an editor can mend. Anything else is a fault of this program and ends it with a traceback.
MISTAKES: tuple[type[Exception], ...] = (
    ContentErrors,
    EngineFailed,
    GoldenPageDiffers,
    ShellBroken,
    TemplateError,
)


@dataclass(slots=True)
class Desk:
    """The builder and what is wrong now; no `problems` means that the site shows what is saved."""

    builder: Builder
    say: Say
    problems: tuple[Problem | str, ...] = ()
    version: Version = field(default_factory=Version)
    stop: threading.Event = field(default_factory=threading.Event)

    def rebuild(self) -> Summary | None:
        """None when something is wrong; the site stays as it was and the browser says why."""
        summary = None
        try:
            summary = self.builder.build()
            self.problems = ()
            self.say(str(summary))
        except MISTAKES as mistake:
            self.problems = problems_of(mistake)
            self.say("\n".join(map(str, self.problems)))
        self.version.advance()
        return summary


def problems_of(mistake: Exception) -> tuple[Problem | str, ...]:
    """One for each thing to mend, with its file and line where there is one."""
    if isinstance(mistake, ContentErrors):
        return mistake.problems
    if isinstance(mistake, TemplateSyntaxError):
        return (f"{mistake.filename}:{mistake.lineno}: {mistake.message}",)
    if isinstance(mistake, TemplateError):
        # Jinja puts the lines of its templates into the traceback of whatever went wrong there.
        frames = traceback.extract_tb(mistake.__traceback__)
        where = [
            f"{one.filename}:{one.lineno}: " for one in frames if one.filename.endswith(".html")
        ]
        return (f"{where[-1] if where else ''}{mistake.message}",)
    return tuple(str(mistake).splitlines()) or (type(mistake).__name__,)


class EditorHandler(SimpleHTTPRequestHandler):
    """The published files; while something is wrong, every page names it."""

    def __init__(self, *arguments: Any, desk: Desk, directory: str) -> None:
        self._desk = desk
        super().__init__(*arguments, directory=directory)

    def do_GET(self) -> None:
        address, _, asked = self.path.partition("?")
        if address == VERSION_ADDRESS:
            newest = self._desk.version.newer_than(asked)
            self._answer(HTTPStatus.OK, newest.encode(), "text/plain")
        elif address == SCRIPT_ADDRESS:
            self._answer(HTTPStatus.OK, SCRIPT, "text/javascript")
        elif "/." in self.path:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif address.endswith(("/", ".html")):
            self._page(address)
        else:
            super().do_GET()

    def _page(self, address: str) -> None:
        if self._desk.problems:
            page = problem_page(self._desk.problems)
            self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, page)
            return
        path = Path(self.translate_path(address))
        try:
            page = (path / "index.html" if path.is_dir() else path).read_bytes()
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            self._answer(HTTPStatus.OK, with_script(page))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        missing = Path(self.directory) / "404.html"
        if code == HTTPStatus.NOT_FOUND and missing.is_file():
            self._answer(HTTPStatus.NOT_FOUND, with_script(missing.read_bytes()))
        else:
            super().send_error(code, message, explain)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """An editor looks at pages, not at requests."""

    def _answer(self, status: HTTPStatus, page: bytes, kind: str = "text/html") -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page)


def problem_page(problems: tuple[Problem | str, ...]) -> bytes:
    """What is wrong, where, and what to do; it goes by itself when the file is mended."""
    lines = "".join(f"<li>{_told(problem)}</li>" for problem in problems[:MOST_SHOWN])
    more = f"<p>这里先写 {MOST_SHOWN} 处。</p>" if len(problems) > MOST_SHOWN else ""
    page = (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<noscript><meta http-equiv="refresh" content="2"></noscript><title>要改几处</title>'
        '<link rel="stylesheet" href="/assets/qianxiao.css"></head><body>'
        f'<main><div class="wrap"><h1>有 {len(problems)} 处要改</h1>'
        "<p>改好保存，这一页会自己回来。旧的网站没有动。</p>"
        f'<ol class="card problems">{lines}</ol>{more}</div></main></body></html>'
    )
    return with_script(page.encode())


def _told(problem: Problem | str) -> str:
    if isinstance(problem, str):
        return escape(problem)
    where = f"{problem.path}:{problem.line}:"
    return (
        f"<p><strong>{escape(where)}</strong> 第 {problem.line} 行，{escape(problem.field)}</p>"
        f"<p>错在哪：{escape(problem.wrong)}</p><p>怎么改：{escape(problem.mend)}</p>"
    )


def serve(builder: Builder, port: int, say: Say) -> int:
    """Build, serve, rebuild on each save; returns 0 after SIGINT or SIGTERM."""
    desk = Desk(builder, say)
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: desk.stop.set())
    write_editor_schemas(builder.content)
    desk.rebuild()
    builder.out.mkdir(parents=True, exist_ok=True)
    handler = partial(EditorHandler, desk=desk, directory=str(builder.out))
    with ThreadingHTTPServer((HOST, port), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        say(f"ready http://{HOST}:{server.server_port}")
        _watch(desk)
        server.shutdown()
        thread.join()
    return 0


def _watch(desk: Desk) -> None:
    """Rebuild after each group of saved files, until `desk.stop`."""
    root = desk.builder.engine.root
    folders = [desk.builder.content, root / "site", root / "mkdocs.yml", TEMPLATES]
    rounds = watch(
        *(folder for folder in folders if folder.exists()),
        watch_filter=DefaultFilter(),
        stop_event=desk.stop,
        debounce=200,
        step=40,
        rust_timeout=500,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    is_first = True
    for changes in rounds:
        # What was saved between the first build and the start of the watch nobody has reported.
        if changes or is_first:
            desk.rebuild()
        is_first = False

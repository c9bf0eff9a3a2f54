"""Serves the portal to its editors and rebuilds it when a file is saved. Not a public server."""

import signal
import threading
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
from generator.engine import EngineFailed
from generator.pages.rendering import TEMPLATES
from generator.shells.golden import GoldenPageDiffers
from generator.shells.slots import ShellBroken

HOST = "127.0.0.1"
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
    problems: tuple[str, ...] = ()
    stop: threading.Event = field(default_factory=threading.Event)

    def rebuild(self) -> Summary | None:
        """None when something is wrong; the site stays as it was and the browser says why."""
        try:
            summary = self.builder.build()
        except MISTAKES as mistake:
            self.problems = problems_of(mistake)
            self.say("\n".join(self.problems))
            return None
        self.problems = ()
        self.say(str(summary))
        return summary


def problems_of(mistake: Exception) -> tuple[str, ...]:
    """One line for each thing to mend, with its file and line where there is one."""
    if isinstance(mistake, TemplateSyntaxError):
        return (f"{mistake.filename}:{mistake.lineno}: {mistake.message}",)
    return tuple(str(mistake).splitlines()) or (type(mistake).__name__,)


class EditorHandler(SimpleHTTPRequestHandler):
    """The published files; while something is wrong, every page names it."""

    def __init__(self, *arguments: Any, desk: Desk, directory: str) -> None:
        self._desk = desk
        super().__init__(*arguments, directory=directory)

    def do_GET(self) -> None:
        wants_page = self.path.partition("?")[0].endswith(("/", ".html"))
        if self._desk.problems and wants_page:
            self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, problem_page(self._desk.problems))
        elif "/." in self.path:
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        missing = Path(self.directory) / "404.html"
        if code == HTTPStatus.NOT_FOUND and missing.is_file():
            self._answer(HTTPStatus.NOT_FOUND, missing.read_bytes())
        else:
            super().send_error(code, message, explain)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """An editor looks at pages, not at requests."""

    def _answer(self, status: HTTPStatus, page: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page)


def problem_page(problems: tuple[str, ...]) -> bytes:
    """Looks again every two seconds, so that mending the file brings the page back."""
    lines = "".join(f"<li>{escape(problem)}</li>" for problem in problems)
    return (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta http-equiv="refresh" content="2"><title>要改几处</title>'
        '<link rel="stylesheet" href="/assets/qianxiao.css">'
        f'<main><div class="wrap"><h1>有 {len(problems)} 处要改</h1>'
        "<p>改好保存，这一页会自己回来。旧的网站没有动。</p>"
        f'<ol class="card problems">{lines}</ol></div></main></html>'
    ).encode()


def serve(builder: Builder, port: int, say: Say) -> int:
    """Build, serve, rebuild on each save; returns 0 after SIGINT or SIGTERM."""
    desk = Desk(builder, say)
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: desk.stop.set())
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
    changes = watch(
        *(folder for folder in folders if folder.exists()),
        watch_filter=DefaultFilter(),
        stop_event=desk.stop,
        debounce=200,
        step=40,
        rust_timeout=500,
        raise_interrupt=False,
    )
    for _ in changes:
        desk.rebuild()

"""What each sender makes of each answer: only what surely did not go out may be tried again."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from forms_app.messaging.envelope import Envelope, MaybeSent, NeverSent, NotSent
from forms_app.messaging.file import FileSender
from forms_app.messaging.gateway import GatewaySender
from forms_app.messaging.smtp import SmtpSender

ENVELOPE = Envelope(key="ab12", to="13900001234", subject="新情况", text="报名有了新进展。")
MAIL = Envelope(key="ab12", to="mother@example.com", subject="新情况", text="报名有了新进展。")


class Gateway(HTTPServer):
    """Answers with `code`, or breaks off with None; keeps what it was asked."""

    code: int | None = 200
    asked: list[tuple[dict[str, str], dict[str, str]]]


class Answer(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((dict(self.headers), json.loads(body)))
        if self.server.code is not None:
            self.send_response(self.server.code)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

    def log_message(self, *_: object) -> None:
        """The test reads what was asked."""


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with Gateway(("127.0.0.1", 0), Answer) as server:
        server.asked = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def sender_for(gateway: Gateway) -> GatewaySender:
    return GatewaySender(f"http://127.0.0.1:{gateway.server_port}/sms", "token", seconds=5)


def test_the_gateway_gets_the_text_the_token_and_a_key(gateway: Gateway) -> None:
    sender_for(gateway)(ENVELOPE)
    headers, body = gateway.asked[0]
    assert body == {"key": "ab12", "to": "13900001234", "text": "报名有了新进展。"}
    assert headers["Authorization"] == "Bearer token"
    assert headers["Idempotency-Key"] == "ab12"


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        (429, NotSent),
        (503, NotSent),
        (400, NeverSent),
        (401, NeverSent),
        (302, NeverSent),
        (500, MaybeSent),
        (504, MaybeSent),
        (None, MaybeSent),
    ],
)
def test_each_answer_of_the_gateway_has_its_meaning(
    gateway: Gateway, code: int | None, meaning: type[Exception]
) -> None:
    gateway.code = code
    with pytest.raises(meaning):
        sender_for(gateway)(ENVELOPE)
    assert len(gateway.asked) == 1


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_nobody_there_is_surely_not_sent() -> None:
    with pytest.raises(NotSent):
        GatewaySender(f"http://127.0.0.1:{free_port()}/", "", seconds=5)(ENVELOPE)
    with pytest.raises(NotSent):
        SmtpSender.at(f"smtp://127.0.0.1:{free_port()}", sender="a@example.com")(MAIL)


class MailServer(threading.Thread):
    """One SMTP conversation on loopback; `answers` maps a command to what is said instead."""

    def __init__(self, answers: dict[str, str]) -> None:
        super().__init__(daemon=True)
        self.answers = answers
        self.heard: list[str] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]

    def run(self) -> None:
        connection, _ = self.listener.accept()
        with self.listener, connection, connection.makefile("rwb") as wire:
            self.say(wire, "220 ready")
            while line := wire.readline().decode().strip():
                self.heard.append(line)
                command = line.split(" ")[0].split(":")[0].upper()
                if not self.answer(wire, command):
                    return

    def answer(self, wire: object, command: str) -> bool:
        said = self.answers.get(command, {"DATA": "354 go on", "QUIT": "221 bye"}.get(command))
        if said == "break off":
            return False
        self.say(wire, said or "250 ok")
        if command == "DATA" and (said or "").startswith("354"):
            return self.read_text(wire)
        return command != "QUIT"

    def read_text(self, wire: object) -> bool:
        while (line := wire.readline().decode().rstrip("\r\n")) != ".":  # type: ignore[attr-defined]
            self.heard.append(line)
        said = self.answers.get("TEXT", "250 taken")
        if said == "break off":
            return False
        self.say(wire, said)
        return True

    @staticmethod
    def say(wire: object, line: str) -> None:
        wire.write(f"{line}\r\n".encode())  # type: ignore[attr-defined]
        wire.flush()  # type: ignore[attr-defined]


@pytest.fixture
def mail() -> Callable[..., tuple[MailServer, SmtpSender]]:
    def start(**answers: str) -> tuple[MailServer, SmtpSender]:
        server = MailServer(answers)
        server.start()
        address = f"smtp://127.0.0.1:{server.port}"
        return server, SmtpSender.at(address, sender="千校 <no-reply@example.com>")

    return start


def test_a_mail_carries_text_and_a_key_of_its_own(
    mail: Callable[..., tuple[MailServer, SmtpSender]],
) -> None:
    server, send = mail()
    send(MAIL)
    server.join(5)
    heard = "\n".join(server.heard)
    assert "TO:<mother@example.com>" in heard
    assert "Message-ID: <ab12@example.com>" in heard
    assert "Auto-Submitted: auto-generated" in heard


@pytest.mark.parametrize(
    ("answers", "meaning"),
    [
        ({"RCPT": "550 no such box"}, NeverSent),
        ({"RCPT": "450 try later"}, NotSent),
        ({"MAIL": "451 try later"}, NotSent),
        ({"TEXT": "554 refused"}, NeverSent),
        ({"TEXT": "break off"}, MaybeSent),
        ({"DATA": "break off"}, MaybeSent),
    ],
)
def test_each_answer_of_the_mail_server_has_its_meaning(
    mail: Callable[..., tuple[MailServer, SmtpSender]],
    answers: dict[str, str],
    meaning: type[Exception],
) -> None:
    _, send = mail(**answers)
    with pytest.raises(meaning):
        send(MAIL)


def test_an_address_of_a_mail_server_is_read_whole() -> None:
    read = SmtpSender.at("smtps://me%40x:p%2Fw@mail.example:4650", sender="a@example.com")
    assert (read.host, read.port, read.login, read.password) == (
        "mail.example",
        4650,
        "me@x",
        "p/w",
    )
    assert read.is_wrapped


def test_a_demonstration_writes_files_that_only_its_owner_reads(tmp_path: Path) -> None:
    FileSender(tmp_path / "messages")(ENVELOPE)
    file = tmp_path / "messages" / "ab12.txt"
    assert "报名有了新进展。" in file.read_text(encoding="utf-8")
    assert (tmp_path / "messages").stat().st_mode & 0o077 == 0

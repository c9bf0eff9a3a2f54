"""The people of a pairing, and papers that need no press."""

import hashlib
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forms_app.accounts.models import Account
from forms_app.agreements import papers
from generator.printing.agreement import AgreementPaper
from generator.printing.render import RenderedPdf
from tests.forms_app import pairing
from tests.forms_app.pairing import People


@pytest.fixture
def who(
    app: Flask,
    make_account: Callable[..., Account],
    login: Callable[[FlaskClient, Account], FlaskClient],
) -> People:
    return pairing.people(app, make_account, login)


@pytest.fixture
def no_press(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that depend on the record, as a PDF's do, without the second that printing takes."""

    def render(paper: AgreementPaper) -> RenderedPdf:
        content = b"%PDF-1.7\n" + type(paper).__name__.encode() + paper.data
        sha256 = hashlib.sha256(content).hexdigest()
        return RenderedPdf(content=content, sha256=sha256, pages=1, data=paper.data)

    monkeypatch.setattr(papers, "render_pdf", render)

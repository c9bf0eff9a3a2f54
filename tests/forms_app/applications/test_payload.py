"""What a whole application costs on a weak network: every page, style and script, compressed."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from generator.assets import assets
from tests.forms_app.applications.journey import PAGES, PROGRAMME, START, Family

MOST = 200 * 1024
MOST_PAGE = 20 * 1024
ASSETS = dict(assets(Path(__file__).resolve().parents[3] / "site" / "assets"))
LINKED = re.compile(r'(?:src|href)="/(assets/[^"]+)"')


def weight(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def test_the_whole_journey_weighs_at_most_200_kilobytes(client: FlaskClient) -> None:
    answers: list[TestResponse] = []
    family, really_open = Family(client), client.open

    def counted(*args: object, **kwargs: object) -> TestResponse:
        answer = really_open(*args, **kwargs)  # type: ignore[arg-type]
        answers.append(answer)
        return answer

    client.open = counted  # type: ignore[method-assign]
    start = f"/apply/start?programme={PROGRAMME}"
    family.read(start)
    family.read(f"{start}&schooling=今年初中毕业&county_name=昭觉")
    family.read(start + START.partition(PROGRAMME)[2])
    family.apply()
    for address in ("/apply/tasks", "/apply/receipt", "/apply/status"):
        client.get(address)
    assert len(answers) > 2 * len(PAGES)
    pages = [weight(answer.data) for answer in answers]
    linked = {name for answer in answers for name in LINKED.findall(answer.text)}
    assert "assets/js/keep.js" in linked
    assert max(pages) <= MOST_PAGE
    assert sum(pages) + sum(weight(ASSETS[name]) for name in linked) <= MOST

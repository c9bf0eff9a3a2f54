"""From the home page to an accepted seat, and from a commitment to a filed agreement."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from tests.architecture.test_server import free_port, serving
from tests.browser.applications import walk
from tests.browser.going import follow
from tests.conftest import copy_portal
from tests.journeys import college, pairing

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, real_portal: Path) -> Iterator[str]:
    """What a stranger starts: `script/server`, with a data folder of its own."""
    port, data = free_port(), tmp_path_factory.mktemp("journey") / "data"
    copy_portal(real_portal, data / "portal")
    with serving(port, data) as (process, printed):
        assert printed.endswith(f"ready http://127.0.0.1:{port}\n"), printed
        yield f"http://127.0.0.1:{port}"
        process.terminate()
        assert process.wait(timeout=30) == 0


class Doors:
    """A browser of its own for each person, as if each sat at another machine."""

    def __init__(self, chromium: Browser, address: str) -> None:
        self.chromium = chromium
        self.address = address
        self.open: list[BrowserContext] = []

    def phone(self) -> Page:
        return self._page(PHONE)

    def desk(self, login: str) -> Page:
        page = self._page(DESK)
        college.login(page, login)
        return page

    def _page(self, viewport: dict[str, int]) -> Page:
        context = self.chromium.new_context(
            base_url=self.address,
            viewport=viewport,  # type: ignore[arg-type]
        )
        context.set_default_timeout(10_000)
        self.open.append(context)
        return context.new_page()


@pytest.fixture
def doors(chromium: Browser, address: str) -> Iterator[Doors]:
    made = Doors(chromium, address)
    yield made
    for context in made.open:
        context.close()


def find_a_programme(page: Page) -> None:
    """From the home page to the button, as somebody who knows no address."""
    page.goto("/")
    follow(page.get_by_role("link", name="找学校").first)
    page.get_by_label("想学什么，或者哪里的学校？").fill("xiuche")
    page.wait_for_url("**/find/?q=xiuche*")
    page.get_by_label("哪个省").select_option("510000")
    page.wait_for_url("**province=510000")
    results = page.get_by_role("list", name="找到的")
    follow(results.get_by_role("link", name=pairing.RECEIVING).first)
    follow(page.get_by_role("link", name="汽车维修").first)
    follow(page.get_by_role("link", name="试一试"))
    page.get_by_label("今年初中毕业").check()
    page.get_by_label("2. 户籍在哪个县？").fill("昭觉")
    walk.press(page, "下一步")
    walk.press(page, "下一步")
    follow(page.get_by_role("link", name="开始填表"))


def apply(page: Page) -> tuple[str, str]:
    """The nine tasks; answers the 取件码 and the number."""
    code = walk.guardian(page)
    walk.student(page)
    walk.home_to_school(page)
    page.get_by_label("不清楚").check()
    walk.press(page, "保存，下一步")
    walk.finish(page)
    follow(page.get_by_role("link", name="看回执"))
    return code, page.locator(".ticket .code").first.inner_text()


def come_back(page: Page, code: str) -> None:
    page.goto("/status")
    page.get_by_label("取件码").fill(code.lower())
    walk.birth_date(page)
    walk.press(page, "打开")


def pdf_text(page: Page, address: str) -> str:
    answer = page.request.get(address)
    assert answer.headers["content-type"].startswith("application/pdf")
    return "".join(one.extract_text() for one in PdfReader(BytesIO(answer.body())).pages)


def test_a_family_finds_applies_corrects_and_accepts(doors: Doors) -> None:
    family = doors.phone()
    find_a_programme(family)
    code, number = apply(family)
    assert "示例" in pdf_text(family, "/apply/form.pdf")
    assert number in pdf_text(family, "/apply/receipt.pdf")
    expect(family.locator("aside.band")).to_contain_text("试一试")

    officer = doors.desk("demo-officer-01")
    college.take_and_return(officer, number, field="毕业学校", reason="毕业学校写全名，再送一次。")

    another_phone = doors.phone()
    come_back(another_phone, code)
    expect(another_phone.locator("main")).to_contain_text("毕业学校写全名，再送一次。")
    follow(another_phone.get_by_role("link", name="去改“毕业学校与成绩”"))
    another_phone.get_by_label("毕业学校").fill("昭觉县示例初级中学")
    walk.press(another_phone, "保存，下一步")
    another_phone.goto("/apply/check")
    walk.press(another_phone, "改好了，送回学校")

    college.find_eligible_and_offer(officer, number, programme="汽车维修")
    another_phone.goto("/status")
    follow(another_phone.get_by_role("link", name="看名额，来确认"))
    walk.press(another_phone, "我要去")
    expect(another_phone.get_by_role("heading", level=1)).to_have_text("名额是你的了")
    college.open_application(officer, number, under="已确认")
    expect(officer.locator("main")).to_contain_text("已确认")


def test_two_colleges_commit_agree_sign_and_file(doors: Doors, tmp_path: Path) -> None:
    helping = doors.desk("demo-officer-09")
    commitment = pairing.commit(helping)
    partner = doors.desk("demo-officer-01")
    pairing.confirm(partner, commitment)
    agreement = pairing.prepare_and_lock(helping, commitment)

    pairing.sign(doors.desk("demo-signer-09"), agreement, login="demo-signer-09")
    pairing.sign(doors.desk("demo-signer-01"), agreement, login="demo-signer-01")
    ours = pairing.download(helping, agreement, tmp_path)
    assert ours == pairing.download(partner, agreement, tmp_path)
    expect(partner.locator("main")).to_contain_text(hashlib.sha256(ours).hexdigest()[:4])
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(ours)).pages)
    assert "发动机拆装实训台" in "".join(text.split())

    anybody = doors.phone()
    anybody.goto("/pairings-filed")
    expect(anybody.locator("main")).not_to_contain_text(pairing.ASSISTING)
    pairing.file(doors.desk("demo-authority"), agreement)
    anybody.reload()
    follow(anybody.get_by_role("link", name=pairing.ASSISTING).first)
    expect(anybody.locator("main")).to_contain_text("发动机拆装实训台")

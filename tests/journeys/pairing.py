"""Two colleges from commitment to agreement, and the authority that files it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.going import follow
from tests.journeys.college import password_of

RECEIVING = "示例技工学校01（昭觉）"
ASSISTING = "示例技师学院09（宁波）"


def commit(page: Page) -> str:
    """The assisting college writes a commitment of two items and sends it; answers its address."""
    page.goto("/staff/commitments")
    follow(page.get_by_role("link", name="写一份帮扶承诺"))
    page.get_by_label("帮哪所学校").select_option(label=RECEIVING)
    page.get_by_label("从哪天开始").fill("2027-01-01")
    page.get_by_label("到哪天结束").fill("2029-12-31")
    page.get_by_label("目的").fill("三年内把汽车维修办成特色专业。")
    follow(page.get_by_role("button", name="下一步：选专业"))
    page.get_by_label("汽车维修", exact=True).check()
    follow(page.get_by_role("button", name="存好"))
    follow(page.get_by_role("link", name="加一项"))
    add_item(
        page, kind="实训设备", what="发动机拆装实训台", quantity="6", unit="台", value="186000"
    )
    follow(page.get_by_role("button", name="存好，再加一项"))
    add_item(
        page, kind="教师培训", what="汽修教师到我院跟班培训", quantity="4", unit="人", value=""
    )
    follow(page.get_by_role("button", name="存好", exact=True))
    follow(page.get_by_role("button", name=f"发给 {RECEIVING} 确认"))
    page.get_by_role("status").get_by_text("已经发给对方").wait_for()
    return page.url


def add_item(page: Page, *, kind: str, what: str, quantity: str, unit: str, value: str) -> None:
    page.get_by_label("类别").select_option(kind)
    page.get_by_label("内容").fill(what)
    page.get_by_label("用在哪个专业").select_option(label="汽车维修")
    page.get_by_label("数量").fill(quantity)
    page.get_by_label("单位").fill(unit)
    page.get_by_label("价值").fill(value)
    page.get_by_label("哪天前完成").fill("2027-12-31")
    page.get_by_label("凭什么算完成").fill("验收单和照片")


def confirm(page: Page, commitment: str) -> None:
    page.goto(commitment)
    follow(page.get_by_role("button", name="确认这份承诺"))


def prepare_and_lock(page: Page, commitment: str) -> str:
    """The assisting college fills in the agreement and locks its text; answers its address."""
    page.goto(commitment)
    follow(page.get_by_role("link", name="看协议"))
    follow(page.get_by_role("button", name="开始准备"))
    for side in ("填甲方", "填乙方"):
        follow(page.get_by_role("link", name=side))
        page.get_by_label("法定代表人").fill("示例校长")
        page.get_by_label("地址").fill("示例地址1号")
        page.get_by_label("联系人").fill("示例老师，合作办")
        follow(page.get_by_role("button", name="存好"))
    follow(page.get_by_role("link", name="填依据和经费"))
    page.get_by_label("依据哪些文件").fill("人社部发〔2018〕63号")
    follow(page.get_by_role("button", name="存好"))
    follow(page.get_by_role("link", name="看一遍，锁定文本"))
    follow(page.get_by_role("button", name="锁定文本，交给签字人"))
    page.get_by_role("link", name="打开协议（PDF").wait_for()
    return page.url


def sign(page: Page, agreement: str, *, login: str) -> None:
    page.goto(agreement)
    follow(page.get_by_role("link", name="去签字"))
    page.get_by_label("我看过").check()
    page.get_by_label("再输一次你的登录密码").fill(password_of(login))
    follow(page.get_by_role("button", name="签字"))


def download(page: Page, agreement: str, folder: Path) -> bytes:
    """The locked paper as this college gets it."""
    page.goto(agreement)
    address = page.get_by_role("link", name="打开协议（PDF").get_attribute("href")
    answer = page.request.get(str(address))
    assert answer.headers["content-type"].startswith("application/pdf")
    (folder / "agreement.pdf").write_bytes(answer.body())
    return answer.body()


def file(page: Page, agreement: str) -> None:
    page.goto(agreement)
    follow(page.get_by_role("link", name="备案", exact=True).last)
    page.get_by_label("备案号").fill("示例备2026-1")
    follow(page.get_by_role("button", name="备案并公开"))

"""What the receiving college's officer does with one application, by word and button."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.going import follow


def login(page: Page, name: str) -> None:
    """Log in with a demonstration login; its password follows from its name."""
    page.goto("/staff/login")
    page.get_by_label("登录名").fill(name)
    page.get_by_label("密码").fill(password_of(name))
    follow(page.get_by_role("button", name="登录"))
    page.get_by_role("heading", name="工作台").wait_for()


def password_of(name: str) -> str:
    """The demonstration password that script/server prints beside the login."""
    return name.replace("demo-", "try-it-out-")


def open_application(page: Page, number: str, *, under: str = "在办") -> None:
    """From the queue, under one of its tags."""
    page.goto("/staff/applications")
    follow(page.get_by_role("link", name=under).first)
    row = page.get_by_role("row").filter(has_text=number)
    follow(row.get_by_role("link", name="打开").first)


def take_and_return(page: Page, number: str, *, field: str, reason: str) -> None:
    """Take it, and give it back for one field."""
    open_application(page, number)
    follow(page.get_by_role("button", name="我来审核"))
    follow(page.get_by_role("link", name="退回补正"))
    page.get_by_label(field, exact=True).check()
    page.get_by_label("为什么要改，怎么改").fill(reason)
    follow(page.get_by_role("button", name="退回补正"))


def find_eligible_and_offer(page: Page, number: str, *, programme: str) -> None:
    """Take the corrected one, find it eligible and give it a seat."""
    open_application(page, number)
    follow(page.get_by_role("button", name="我来审核"))
    follow(page.get_by_role("link", name="确认资格通过"))
    page.get_by_label("对过县里的名单").check()
    follow(page.get_by_role("button", name="确认资格通过"))
    follow(page.get_by_role("link", name="给名额"))
    page.get_by_label(programme).first.check()
    follow(page.get_by_role("button", name="给名额"))

"""A desk and a school, logged in, each with browsers of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from forms_app.accounts import sessions
from forms_app.accounts.models import Account
from forms_app.extensions import db
from forms_app.workflow import Role
from tests.browser.conftest import LiveServer
from tests.forms_app.conftest import organisation_for

Enter = Callable[[Page, Role], None]
ZHAOJUE = "513431"


@pytest.fixture(scope="session")
def enter(live_server: LiveServer) -> Enter:
    """enter(page, role): the page has the login of somebody with this role in 昭觉县."""
    with live_server.app.app_context(), db.writing_session() as session:
        accounts: dict[Role, str] = {}
        for role in (Role.COUNTY_DESK, Role.SCHOOL):
            account = Account(
                login=f"intake-{role}",
                shown_as="示例·王老师" if role is Role.SCHOOL else "帮办点",
                role=role,
                organisation_id=organisation_for(session, role, None, ZHAOJUE).id,
                is_sample=True,
            )
            session.add(account)
            session.flush()
            accounts[role] = account.id
        session.commit()

    def enter(page: Page, role: Role) -> None:
        with live_server.app.app_context(), db.writing_session() as session:
            token = sessions.start(session, session.get_one(Account, accounts[role]))
            session.commit()
            name = sessions.cookie_name()
        page.context.add_cookies([{"name": name, "value": token, "url": live_server.address}])

    return enter

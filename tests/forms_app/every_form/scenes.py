"""What stands in the database, and which pages are open, when every form is tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forms_app import clock
from forms_app.applications.helping.edits import HELPERS_MAY
from forms_app.applications.states import State
from forms_app.intake.models import Spoiled
from forms_app.languages import pseudo
from forms_app.review import services
from tests.forms_app.allocation.given import eligible, offered
from tests.forms_app.applications import guardians, journey
from tests.forms_app.applications.journey import SECOND, START, Family
from tests.forms_app.applications.sittings import change_choices, helper_of, only, opened
from tests.forms_app.applications.test_telephone import CALL, PAGE
from tests.forms_app.applications.test_witnesses import BY_LOGIN, number_on
from tests.forms_app.documents import sheets
from tests.forms_app.intake.sheets import good, press, sheet
from tests.forms_app.intake.test_pen_forms import FIRST_PAGE, at, printed
from tests.forms_app.review import pages
from tests.forms_app.review.factories import Office, seen, submitted
from tests.forms_app.review.test_decisions import proposed
from tests.forms_app.review.test_transitions import put_into
from tests.forms_app.rights.lookups import request_of, send_photo

Page = str | Callable[[], TestResponse]
Scene = list[tuple[FlaskClient, Page]]
Browser = Callable[[str], FlaskClient]
Setting = Callable[[Flask, Session, Office, Browser], Iterator[Scene]]

NUMBER = journey.identity_number(499)
PERSONAL = (
    NUMBER,
    journey.NAME,
    journey.GUARDIAN,
    journey.PHONE,
    journey.ADDRESS,
    "示例·学生甲",
    "示例·监护人",
    "13800000000",
    "示例·张老师",
    "13800005678",
    "示例县第一初级中学",
    "吉克·阿普",
    "13711112222",
    "张老师，示例中学",
    "李主任，示例村",
    "示例·学生",
    "示例监护人",
    "2011-04-05",
    "脱贫户",
)
"""Everything that a scene's people typed and that names, finds or describes one of them."""

SPOILED = next(iter(Spoiled)).value
PAPER = f"/apply/paper?programme={journey.PROGRAMME}"
TASKS = [f"/apply/tasks/{name}" for name in ("guardian", *journey.PAGES)]
RIGHTS = ["/apply/copy", "/apply/consents", "/apply/documents"]


@contextmanager
def a_draft(app: Flask, session: Session, office: Office, browser_of: Browser) -> Iterator[Scene]:
    """Filled in by the family; a stranger has the open pages before him."""
    family, stranger = Family(app.test_client()), app.test_client()
    family.begin()
    family.fill_all(number=NUMBER)
    send_photo(family)
    own = [*TASKS, *RIGHTS, "/apply/check", "/apply/helper", "/apply/code"]
    yield [
        *((stranger, one) for one in (START, "/apply/open", "/apply/guardian", PAPER)),
        *((family.client, one) for one in own),
        (family.client, "/apply/consents/sensitive_data"),
        (family.client, "/apply/tasks"),
    ]


@contextmanager
def a_guardian_far_away(
    app: Flask, session: Session, office: Office, browser_of: Browser
) -> Iterator[Scene]:
    """A 同意码 with a parent, a call that waits for its listener, a sheet at the desk."""
    family, parent = Family(app.test_client()), app.test_client()
    code = guardians.begin(family)
    family.fill_all(number=NUMBER)
    desk, officer = browser_of("desk"), browser_of("officer")
    sheets.printed(family, session)
    sheets.send_photos(family, sheets.PHOTO)
    at_desk = sheets.only_sheet(session)
    desk_page = sheets.at(at_desk)
    picture = (BytesIO(sheets.PHOTO), "a.jpg")
    marks = sheets.part(desk.get(desk_page), "send")
    assert desk.post(desk_page, data={**marks, "pictures": picture}).status_code == 303
    reader = opened(app, guardians.family_code(session))
    assert reader.send(PAGE, **{**BY_LOGIN, "read_by": CALL["read_by"]}).location == PAGE
    call = officer.get("/staff/calls", query_string={"serial": number_on(reader.read(PAGE))})
    yield [
        (parent, lambda: guardians.open_with(parent, code)),
        (family.client, "/apply/ask"),
        (family.client, PAGE),
        (family.client, sheets.PAGE),
        (desk, desk_page),
        (officer, call.location),
    ]


@contextmanager
def a_helper_who_is_late(
    app: Flask, session: Session, office: Office, browser_of: Browser
) -> Iterator[Scene]:
    """Sent 50 hours ago; a helper wants other choices, and the family is asked."""
    family = Family(app.test_client())
    code = family.apply(number=NUMBER)
    early = helper_of(app, code)
    change_choices(early, SECOND)
    with clock.standing_at(clock.now() + HELPERS_MAY + timedelta(hours=2)):
        helper = helper_of(app, code)
        assert change_choices(helper, journey.PROGRAMME).status_code in {200, 303}
        change_choices(helper, "sample-programme-02")
        yield [
            (family.client, "/apply/helped"),
            (family.client, "/apply/choices"),
            (family.client, "/apply/ask"),
            (helper.client, "/apply/helper"),
            (helper.client, "/apply/choices"),
            (helper.client, "/apply/helped"),
        ]


@contextmanager
def in_another_language(
    app: Flask, session: Session, office: Office, browser_of: Browser
) -> Iterator[Scene]:
    """Pages that a family reads from right to left, the switch of languages among them."""
    known = app.extensions["qianxiao.languages"]
    tried = {one.code: one for one in pseudo.languages()}
    known.update(tried)
    family = Family(app.test_client())
    family.apply(number=NUMBER)
    family.client.set_cookie("language", "test-rtl")
    yield [(family.client, "/apply/versions")]
    for code in tried:
        del known[code]


@contextmanager
def sent(app: Flask, session: Session, office: Office, browser_of: Browser) -> Iterator[Scene]:
    """After sending: what a family may still do, and what an office reads of it."""
    family = Family(app.test_client())
    family.apply(number=NUMBER)
    application = only(session)
    send_photo(family)
    desk, officer = browser_of("desk"), browser_of("officer")
    staff = f"/staff/applications/{application.id}"
    yield [
        *((family.client, f"/apply/{name}") for name in ("withdraw", "choices", "erasure")),
        *((family.client, one) for one in RIGHTS),
        (family.client, "/apply/consents/colleges"),
        (desk, staff),
        *((desk, f"{staff}/{name}") for name in ("copy", "code", "documents")),
        (officer, f"{staff}/code"),
        (browser_of("village"), "/staff/codes"),
    ]


@contextmanager
def to_be_erased(
    app: Flask, session: Session, office: Office, browser_of: Browser
) -> Iterator[Scene]:
    """A family that asked for the erasure of its data, and the first person of an office."""
    family, desk = Family(app.test_client()), browser_of("desk")
    family.apply(number=NUMBER)
    family.send("/apply/erasure", step="ask")
    request = f"/staff/erasures/{request_of(session).id}"
    yield [(family.client, "/apply/erasure"), (family.client, "/apply/again"), (desk, request)]


IN_STATES: list[tuple[State, str, str]] = [
    (State.REVIEWING, "officer", "return"),
    (State.REVIEWING, "officer", "refuse"),
    (State.REVIEWING, "desk", "eligible"),
    (State.REFUSAL_PROPOSED, "colleague", "refusal/confirm"),
    (State.REFUSAL_PROPOSED, "colleague", "refusal/drop"),
    (State.NOT_QUALIFIED, "desk", "appeal"),
]


@contextmanager
def reviewed(app: Flask, session: Session, office: Office, browser_of: Browser) -> Iterator[Scene]:
    """One application in each state of the review, and the form that is open in it."""
    found: Scene = []
    for state, who, form in IN_STATES:
        application = submitted(session)
        put_into(session, application, state, office)
        found.append((browser_of(who), f"/staff/applications/{application.id}/{form}"))
    yield found


@contextmanager
def decided(app: Flask, session: Session, office: Office, browser_of: Browser) -> Iterator[Scene]:
    """A seat to give, one given, a refusal to appeal against, a withdrawal, a return."""
    ready = eligible(session, office)
    holder, _ = offered(session, office)
    codes: dict[State, str | None] = {}
    refused = proposed(session, office)
    codes[State.NOT_QUALIFIED] = refused.code
    services.confirm_refusal(
        session,
        refused,
        reason="核对过",
        actor=office["colleague"],
        seen=seen(session, refused),
    )
    for state in (State.WITHDRAWN, State.RETURNED):
        application = submitted(session)
        codes[state] = application.code
        put_into(session, application, state, office)
    held = holder.code
    session.commit()
    officer = browser_of("officer")
    yield [
        (officer, f"/staff/applications/{ready.id}/offer"),
        (officer, f"/staff/applications/{holder.id}/take-offer-back"),
        (opened(app, held or "").client, "/apply/offer"),
        (opened(app, held or "").client, "/apply/offer/decline"),
        (opened(app, codes[State.NOT_QUALIFIED] or "").client, "/apply/appeal"),
        (opened(app, codes[State.WITHDRAWN] or "").client, "/apply/again"),
        (opened(app, codes[State.RETURNED] or "").client, "/apply/check"),
    ]


@contextmanager
def on_paper(app: Flask, session: Session, office: Office, browser_of: Browser) -> Iterator[Scene]:
    """Forms by pen in every state, and a class whose rows were checked."""
    desk = browser_of("desk")
    empty, typed, spoiled = printed(session, 3)
    addresses = [at(one) for one in (empty, typed, spoiled)]
    page = desk.get(addresses[1])
    assert pages.press(desk, page, **FIRST_PAGE).status_code == 303
    page = desk.get(addresses[2])
    gone = pages.press(desk, page, action=f"{addresses[2]}/spoil", because=SPOILED)
    assert gone.status_code == 303
    yield [
        (desk, "/staff/paper"),
        *((desk, one) for one in addresses),
        (desk, "/staff/classes"),
        (desk, lambda: press(desk, sheet([good(498)]), "check")),
    ]


ALL = {
    one.__name__: one
    for one in (
        a_draft,
        a_guardian_far_away,
        a_helper_who_is_late,
        in_another_language,
        sent,
        to_be_erased,
        reviewed,
        decided,
        on_paper,
    )
}

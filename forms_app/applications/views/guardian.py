"""The guardian far away: the family makes a 同意码 and passes it on; the guardian answers with it.

The guardian's pages keep no cookie of theirs: the code stands in each form, so that a borrowed
phone remembers nothing, and in no address that a server sees.
"""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app import clock
from forms_app.accounts.access import current_actor, family, public
from forms_app.accounts.sessions import account_of_request
from forms_app.applications import access_code, bp, choices, consents, cycles, opening
from forms_app.applications.answers import Relation
from forms_app.applications.consenting import asking, guardian_code
from forms_app.applications.consenting.answerers import Answerer, NotTheGuardian, helper_in_visit
from forms_app.applications.drafts import ChangedElsewhere
from forms_app.applications.family import application as own_application
from forms_app.applications.family import office_here, visit_here
from forms_app.applications.forms.guardian_reply import HELPER, NO, YES, CodeForm, OwnReplyForm
from forms_app.applications.forms.page import TypedForm
from forms_app.applications.helping import proposing
from forms_app.applications.models import Application
from forms_app.applications.states import State
from forms_app.applications.views.proposals import PROPOSAL, answer_with_code
from forms_app.extensions import db
from forms_app.languages.texts import said
from forms_app.running import address_of
from generator.printing.qr import qr_code

ANSWER = "answer"


@bp.route("/apply/ask", methods=["GET", "POST"])
@family
def ask_guardian() -> ResponseReturnValue:
    """The code as it is passed on: to read out, as a link, as a picture."""
    application, form = own_application(), TypedForm()
    if form.validate_on_submit():
        asking.ask(db.session, application, actor=current_actor())
        db.session.commit()
        return redirect(url_for("applications.ask_guardian"), 303)
    link = asking.link_of(db.session, application)
    live = link if link is not None and asking.is_live(link) else None
    code = guardian_code.shown(live.code or "") if live is not None else ""
    address = f"{address_of('applications.guardian_page')}#{code}"
    return render_template(
        "applications/ask_guardian.html",
        section="apply",
        is_trial=application.is_trial,
        application=application,
        form=form,
        code=code,
        link=live,
        was_asked=link is not None,
        # Behind the # nothing is sent to any server; the page's script fills the box with it.
        address=address,
        qr=qr_code(address) if live is not None else None,
        expires=clock.day_words(live.expires_at) if live is not None else "",
        is_given=consents.are_given(cycles.rules_of(application), application.answers),
        access_code=access_code.shown(application.code or ""),
        stored_under=consents.ages(cycles.rules_of(application)).stored_after_consent_under,
        may_fill_in=application.answers.birth_date is not None,
    )


@bp.route("/apply/guardian", methods=["GET", "POST"])
@public
def guardian_page() -> ResponseReturnValue:
    """A refusal reads the same whether there is such a code or not."""
    account_of_request()  # Read first: it may write, and would wait for this request's own writing.
    form, is_reply = CodeForm(), request.form.get("step") == ANSWER
    # The switch of languages shows the reply again: the code opens it, and nothing is written.
    is_open = form.validate() if is_reply else form.validate_on_submit()
    if not is_open:
        return _ask_for_code(form)
    try:
        application = asking.open_link(
            db.session, code=form.code_read, address=request.remote_addr or ""
        )
    except (asking.WrongCode, opening.TooManyTries) as refusal:
        db.session.commit()  # The wrong try counts.
        form.form_errors = [*form.form_errors, refusal.message]
        return _ask_for_code(form)
    if is_reply:
        return _answer(application, form.code_read)
    if request.form.get("step") == PROPOSAL:
        answer_with_code(application)
    return _show(application, _drawn(application, form.code_read))


def _answer(application: Application, code: str) -> ResponseReturnValue:
    form = _form(application)
    if not form.validate_on_submit():
        return _show(application, form, asks_again="sure" in request.form)
    if asking.ending(application, form.agreed) and "sure" not in request.form:
        return _show(application, form, asks_again=True)
    given = asking.Reply(
        given_by=form.given_by.data or "",
        relation=Relation(form.relation.data),
        agreed=form.agreed,
        texts=form.texts.data or "",
    )
    try:
        asking.reply(db.session, application, code=code, given=given, answerer=_answerer(form))
    except NotTheGuardian as refusal:
        db.session.commit()  # That somebody tried is kept.
        form.form_errors = [*form.form_errors, refusal.message]
        return _show(application, form)
    except (asking.WrongCode, ChangedElsewhere) as refusal:
        db.session.rollback()
        flash(refusal.message, "warn")
        return _show(application, _drawn(application, code))
    db.session.commit()
    rules = cycles.rules_of(application)
    return render_template(
        "applications/guardian_done.html",
        section="apply",
        is_trial=application.is_trial,
        form=form,
        student=masked_name(application),
        is_given=consents.are_given(rules, application.answers),
        is_withdrawn=application.state == State.WITHDRAWN,
        code=guardian_code.shown(code),
    )


def _form(application: Application, **more: object) -> OwnReplyForm:
    texts = cycles.consent_texts(cycles.rules_of(application))
    return OwnReplyForm(texts_of=texts, **more)


def _answerer(form: OwnReplyForm) -> Answerer:
    return Answerer(
        says_helper=form.answering.data == HELPER,
        name=form.given_by.data or "",
        phone=form.phone.data,
        visit_index=visit_here(),
        account=office_here(),
    )


def _warning() -> str | None:
    """Said before anything is pressed, where this browser is a helper's as it seems."""
    if helper_in_visit(db.session, visit_here()) is not None:
        return said(
            "这个浏览器现在记在帮忙的人名下。监护人自己来答，请先按“关好再还”，再打开这一页。"
        )
    if office_here() is not None:
        return said("这台设备登录着单位的账号。监护人要用自己的手机回答，或者在纸上签。")
    return None


def _drawn(application: Application, code: str) -> OwnReplyForm:
    """The page as it is opened: what this code gave before stands in it, nothing else."""
    answers = application.answers
    data: dict[str, str] = {
        "code": guardian_code.shown(code),
        "texts": asking.texts_shown(application),
    }
    for one in answers.consents:
        if one.by_code:
            data |= {"given_by": one.given_by, "relation": one.relation}
            data[one.kind] = YES if one.agreed else NO
    return _form(application, formdata=None, data=data)


def _show(application: Application, form: OwnReplyForm, *, asks_again: bool = False) -> str:
    rules = cycles.rules_of(application)
    form.texts.data = asking.texts_shown(application)
    form.texts.raw_data = None
    return render_template(
        "applications/guardian_reply.html",
        section="apply",
        is_trial=application.is_trial,
        form=form,
        student=masked_name(application),
        cycle=cycles.cycle(application.cycle).name,
        colleges=_colleges(application),
        given={one.kind: one for one in application.answers.consents if one.agreed},
        waiting=proposing.of(db.session, application),
        asks_again=asks_again,
        warning=_warning(),
        holds_seat=application.state in {State.OFFERED, State.ACCEPTED},
        is_open=cycles.season(rules) is cycles.Season.OPEN,
        closes_on=clock.day_words(rules.closes_at),
        desk=cycles.desk_of(application),
    )


def _ask_for_code(form: CodeForm) -> str:
    return render_template("applications/guardian_code.html", section="apply", form=form)


def masked_name(application: Application) -> str:
    """`阿＊＊`: enough for a parent, too little for a stranger; its length tells nothing."""
    name = application.answers.name
    return f"{name[0]}＊＊" if name else said("孩子（姓名还没有填）")


def _colleges(application: Application) -> list[str]:
    found = (choices.offer(one.programme_id) for one in application.answers.choices)
    return list(dict.fromkeys(one.college.name for one in found if one is not None))

"""The college gives a seat or takes it back; the family reads its offer and answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app import clock
from forms_app.accounts.access import current_actor, family, staff
from forms_app.accounts.models import Organisation
from forms_app.allocation import bp, declining, services
from forms_app.allocation.forms import AnswerForm, OfferForm, TakeBackForm
from forms_app.allocation.models import Offer
from forms_app.allocation.release import live_offer
from forms_app.applications import cycles, paging
from forms_app.applications.answers import Choice
from forms_app.applications.completeness import physical_limits
from forms_app.applications.looks import render_file, visible_file
from forms_app.applications.models import Application
from forms_app.applications.states import LABELS, Event, State
from forms_app.errors import Conflict, FieldError, NotFound, TransitionNotAllowed
from forms_app.extensions import db
from forms_app.languages.texts import said
from forms_app.running import catalogue
from forms_app.workflow import Role, events_open_to

COLLEGE = (Role.COLLEGE_OFFICER, Role.COLLEGE_SIGNER)
NOTHING_OF_YOURS = said("这名学生在你们学校的志愿，家里人都放弃了，或者已经不招，不能再给。")


@dataclass(frozen=True, slots=True)
class Shown:
    """An offer in the words of a page."""

    offer: Offer
    programme: str
    college: str
    starts_on: str
    accept_by: str
    is_overdue: bool
    is_accepted: bool
    is_adjusted: bool
    """The family did not choose it; it agreed to 调剂."""
    limits: tuple[str, ...]
    """What an adjusted programme asks of the body: nobody asked the family about it."""


@bp.route("/staff/applications/<application_id>/offer", methods=["GET", "POST"])
@staff(*COLLEGE)
def offer_seat(application_id: str) -> ResponseReturnValue:
    application, form = visible_file(application_id), OfferForm()
    actor = current_actor()
    programmes = services.programmes_offered_by(db.session, application, actor)
    form.put_choices({one: _label(application, one) for one in programmes})
    if form.validate_on_submit():
        try:
            services.offer(
                db.session, application, programme_id=form.programme_id.data, actor=actor
            )
        except FieldError as error:
            db.session.rollback()
            form.programme_id.errors = [error.message]
        else:
            db.session.commit()
            return _back(application, said("名额已占住，家里人现在能看到。"))
    _refuse_dead_page(application, Event.OFFER)
    if not programmes:
        raise Conflict(NOTHING_OF_YOURS)
    return render_file(
        "allocation/offer_seat.html",
        application,
        what=said("打开：给名额"),
        form=form,
        left=_left_words(application, programmes),
    )


@bp.route("/staff/applications/<application_id>/take-offer-back", methods=["GET", "POST"])
@staff(*COLLEGE)
def take_offer_back(application_id: str) -> ResponseReturnValue:
    application, form = visible_file(application_id), TakeBackForm()
    if form.validate_on_submit():
        services.take_offer_back(
            db.session, application, reason=form.reason.data or "", actor=current_actor()
        )
        db.session.commit()
        return _back(application, said("名额已收回，可以给别人。"))
    _refuse_dead_page(application, Event.TAKE_OFFER_BACK)
    held = services.own_offer(db.session, application, actor=current_actor())
    return render_file(
        "allocation/take_back.html",
        application,
        what=said("打开：收回名额"),
        form=form,
        shown=_shown(held, application),
    )


@bp.get("/staff/offers")
@staff(*COLLEGE)
def offers() -> ResponseReturnValue:
    """Offers that wait for a family's answer; those past their day are to be called (N8)."""
    only_overdue = request.args.get("filter") == "call"
    actor = current_actor()
    page = services.unanswered_offers(
        db.session, actor=actor, overdue=only_overdue, after=paging.read(request.args.get("after"))
    )
    return render_template(
        "allocation/offers.html",
        rows=[(_shown(held, application), application) for held, application in page.rows],
        after=page.after,
        only_overdue=only_overdue,
        waiting=services.count_unanswered(db.session, actor=actor, overdue=False),
        to_call=services.count_unanswered(db.session, actor=actor, overdue=True),
        is_later_page="after" in request.args,
        is_trial=any(application.is_trial for _held, application in page.rows),
    )


@bp.route("/apply/offer", methods=["GET", "POST"])
@family
def answer() -> ResponseReturnValue:
    """What was offered, until when, and what a yes means. The yes is given here."""
    application, form = own_application(), AnswerForm()
    if form.validate_on_submit():
        services.accept(
            db.session, application, offer_id=form.offer_id.data or "", actor=current_actor()
        )
        db.session.commit()
        return redirect(url_for("allocation.answer"), 303)
    return offer_page("allocation/answer.html", application, form)


def offer_page(template: str, application: Application, form: AnswerForm, **more: object) -> str:
    """A page about the offer that the family holds now, or about there being none."""
    held = live_offer(db.session, application)
    if held is not None and not form.is_submitted():
        form.offer_id.data = held.id
    left = declining.left(db.session, application, held).chosen if held is not None else ()
    return render_template(
        template,
        section="apply",
        application=application,
        form=form,
        shown=_shown(held, application) if held is not None else None,
        others=[programme_name(one.programme_id) for one in left],
        may_answer=Event.ACCEPT in events_open_to(application, current_actor()),
        state=LABELS[State(application.state)],
        is_trial=application.is_trial,
        desk=cycles.desk_of(application),
        **more,
    )


@bp.errorhandler(Conflict)
@bp.errorhandler(TransitionNotAllowed)
def somebody_was_faster(error: Conflict | TransitionNotAllowed) -> ResponseReturnValue:
    """409: what is true now, and the way back to it."""
    db.session.rollback()
    given = (request.view_args or {}).get("application_id")
    application = db.session.get_one(Application, given or current_actor().application_id)
    page = render_template(
        "allocation/too_late.html" if given is None else "allocation/full.html",
        application=application,
        message=error.message,
        is_trial=application.is_trial,
    )
    return page, 409


def own_application() -> Application:
    """The application of this request's family; NotFound when it is gone."""
    application = db.session.get(Application, current_actor().application_id)
    if application is None:
        raise NotFound("the family's application is gone")
    return application


def _refuse_dead_page(application: Application, event: Event) -> None:
    if event not in events_open_to(application, current_actor()):
        raise TransitionNotAllowed(said("这一步现在做不了：状态刚刚变过，或要由别人来做。"))


def _back(application: Application, told: str) -> ResponseReturnValue:
    flash(told)
    return redirect(url_for("review.detail", application_id=application.id), 303)


def _shown(held: Offer, application: Application) -> Shown:
    college = db.session.get_one(Organisation, held.seat.organisation_id)
    programme = catalogue().programmes.get(held.programme_id)
    is_adjusted = services.is_adjusted(application, held.programme_id)
    limits = physical_limits((Choice(programme_id=held.programme_id),)) if is_adjusted else []
    return Shown(
        offer=held,
        programme=_name_in(application, held.programme_id),
        college=college.name,
        starts_on=_day(programme.starts_on) if programme is not None else "",
        accept_by=clock.day_words(held.accept_by),
        is_overdue=held.is_overdue,
        is_accepted=held.answered_at is not None,
        is_adjusted=is_adjusted,
        limits=tuple(limits),
    )


def programme_name(programme_id: str) -> str:
    """What left the catalogue is shown by its identifier."""
    programme = catalogue().programmes.get(programme_id)
    return programme.name if programme is not None else programme_id


def _label(application: Application, programme_id: str) -> str:
    """As `_name_in`; what 调剂 brings is marked, because nobody chose it."""
    name = _name_in(application, programme_id)
    is_adjusted = services.is_adjusted(application, programme_id)
    return said("{name}（调剂，不是填的志愿）", name=name) if is_adjusted else name


def _name_in(application: Application, programme_id: str) -> str:
    """The programme with the order class that the family chose in it, if any."""
    chosen = (one for one in application.answers.choices if one.programme_id == programme_id)
    wanted = next((one.order_class_id for one in chosen if one.order_class_id), "")
    order_class = catalogue().order_classes.get(wanted)
    name = programme_name(programme_id)
    return (
        said("{name}，订单班：{name2}", name=name, name2=order_class.name)
        if order_class is not None
        else name
    )


def _day(day: date | None) -> str:
    return (
        said("{year}年{month}月{day}日", year=day.year, month=day.month, day=day.day)
        if day is not None
        else ""
    )


def _left_words(application: Application, programmes: list[str]) -> list[str]:
    """How many seats are free, as this child may have them."""
    left = services.seats_left(db.session, programmes)
    has_green = services.has_green_channel(db.session, application)
    words: list[str] = []
    for one in programmes:
        ordinary, green = left.get((one, False), 0), left.get((one, True), 0)
        told = said("{one}：还有 {ordinary} 个普通名额", one=programme_name(one), ordinary=ordinary)
        words.append(
            said("{told}，{green} 个绿色通道名额", told=told, green=green) if has_green else told
        )
    return words

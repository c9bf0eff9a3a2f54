"""The task list and its pages: each is saved for itself and shown again when something is wrong."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app import clock
from forms_app.accounts.access import current_actor, family
from forms_app.applications import (
    bp,
    completeness,
    consents,
    cycles,
    fields,
    names,
    progress,
    summary,
)
from forms_app.applications.consenting import asking
from forms_app.applications.drafts import (
    ChangedElsewhere,
    ConsentMissing,
    mark_of,
    merged,
    open_tasks,
    save,
)
from forms_app.applications.family import application as own_application
from forms_app.applications.fields import TASKS, Task
from forms_app.applications.forms.choosing import ChoicesForm, pressed
from forms_app.applications.forms.family import ContactForm, HomeForm, HouseholdForm
from forms_app.applications.forms.guardian import GuardianForm
from forms_app.applications.forms.page import PageForm
from forms_app.applications.forms.schooling import AdjustmentForm, SchoolForm
from forms_app.applications.forms.student import StudentForm
from forms_app.applications.helping import edits, proposing
from forms_app.applications.helping.edits import PROPOSED_FIELDS, NeedsGuardian
from forms_app.applications.kept import say_stored
from forms_app.applications.models import Application
from forms_app.applications.states import State
from forms_app.applications.submission import lacking_of
from forms_app.applications.views.helping import name_helper
from forms_app.errors import Conflict
from forms_app.extensions import db
from forms_app.languages.texts import said
from forms_app.workflow import history_of

FORMS: dict[str, type[PageForm]] = {
    form.task.name: form
    for form in (
        GuardianForm,
        StudentForm,
        HomeForm,
        ContactForm,
        HouseholdForm,
        SchoolForm,
        ChoicesForm,
        AdjustmentForm,
    )
}
NAMES = ("name", "former_name", "guardian_name", "helper_name")


@bp.route("/apply/tasks")
@family
def task_list() -> ResponseReturnValue:
    application = own_application()
    tasks = open_tasks(application)
    if not tasks:
        return redirect(url_for("applications.status"), 303)
    answers, rules = application.answers, cycles.rules_of(application)
    lacking = lacking_of(application)
    return render_template(
        "applications/tasks.html",
        section="apply",
        is_trial=application.is_trial,
        application=application,
        tasks=[(task, completeness.standing(task, answers, lacking)) for task in TASKS],
        open_tasks=tasks,
        lacking=lacking,
        helper_changes=edits.count_open(db.session, application),
        is_returned=application.state == State.RETURNED,
        is_refused=consents.are_refused(rules, answers),
        closes_at=rules.closes_at.astimezone(clock.BEIJING),
    )


@bp.route("/apply/tasks/<name>", methods=["GET", "POST"])
@family
def task_page(name: str) -> ResponseReturnValue:
    """One page. A page that is closed now leads to the status, where it says why."""
    task, application = fields.task(name), own_application()
    if task not in open_tasks(application):
        return redirect(url_for("applications.status"), 303)
    if task.name not in FORMS:
        return redirect(url_for("applications.check"), 303)
    if task.name == "choices" and proposing.must_wait(application, current_actor()):
        return _show_where_choices_wait()
    form = _form(task, application)
    if isinstance(form, HomeForm) and form.is_search:
        return _show(task, application, form)
    if isinstance(form, ChoicesForm) and (form.find.data or form.button):
        return _press(task, application, form)
    if form.validate_on_submit():
        return _keep(task, application, form)
    return _show(task, application, form)


def _keep(task: Task, application: Application, form: PageForm) -> ResponseReturnValue:
    try:
        if isinstance(form, GuardianForm):
            name_helper(application, form)
        save(
            db.session,
            application,
            task=task,
            values=form.values(),
            drawn_from=form.drawn_from.data or "",
        )
    except ChangedElsewhere as changed:
        return _show_both(task, application, form, changed.message)
    except NeedsGuardian:
        return _propose(task, application, form)
    except ConsentMissing as refusal:
        return _refuse(task, application, form, refusal)
    if isinstance(form, GuardianForm) and form.is_far:
        asking.ask(db.session, application, actor=current_actor())
    db.session.commit()
    say_stored()
    _say_what_was_changed(form)
    if isinstance(form, GuardianForm) and form.is_far:
        return redirect(url_for("applications.ask_guardian"), 303)
    return redirect(_next(task, application, form), 303)


def _show_where_choices_wait() -> ResponseReturnValue:
    """A list that travels in its form, so that nothing is stored before the guardian agrees."""
    if request.method == "POST":
        flash(NeedsGuardian().message, "warn")
    return redirect(url_for("applications.change_choices"), 303)


def _propose(task: Task, application: Application, form: PageForm) -> ResponseReturnValue:
    """A late helper's page: 调剂 waits for the guardian, everything else of it is stored."""
    db.session.rollback()
    values, now = form.values(), application.answers
    waits = {name: values.pop(name) for name in tuple(values) if name in PROPOSED_FIELDS}
    kept = {name: getattr(now, name) for name in waits}
    drawn_from = form.drawn_from.data or ""
    try:
        save(
            db.session,
            application,
            task=task,
            values={**values, **kept},
            drawn_from=drawn_from,
        )
        proposing.propose(db.session, application, values=waits, actor=current_actor())
    except ChangedElsewhere as changed:
        return _show_both(task, application, form, changed.message)
    except Conflict as refusal:
        return _refuse(task, application, form, refusal)
    db.session.commit()
    say_stored()
    flash(said("写下来了，等监护人答复。现在的写法没有变。"))
    return redirect(url_for("applications.helped"), 303)


def _form(task: Task, application: Application) -> PageForm:
    answers, rules = application.answers, cycles.rules_of(application)
    data = FORMS[task.name].data_from(answers) | {"drawn_from": mark_of(application, task)}
    if task.name in {"guardian", "student"}:
        return FORMS[task.name](data=data, rules=rules, before=answers)
    if task.name == "choices":
        return ChoicesForm(data=data, before=answers)
    if task.name == "household":
        return HouseholdForm(data=data, rules=rules, day=clock.today())
    if task.name == "school":
        return SchoolForm(data=data, year=cycles.cycle(application.cycle).year)
    return FORMS[task.name](data=data)


def _show(task: Task, application: Application, form: PageForm, **more: object) -> str:
    rules = cycles.rules_of(application)
    returned = _mark_returned(task, application, form)
    return render_template(
        f"applications/{task.name}.html",
        section="apply",
        is_trial=application.is_trial,
        application=application,
        form=form,
        task=task,
        rules=rules,
        desk=cycles.desk_of(application),
        found=form.found(cycle=application.cycle, is_trial=application.is_trial)
        if isinstance(form, ChoicesForm)
        else [],
        returned=returned,
        returned_because=progress.last_reason(
            history_of(db.session, application), State(application.state)
        )
        if returned
        else None,
        **more,
    )


def _mark_returned(task: Task, application: Application, form: PageForm) -> list[str]:
    """Labels of what the college sent back on this page; each control that has one is marked."""
    if application.state != State.RETURNED:
        return []
    returned = [field for field in task.fields if field.name in application.returned_fields]
    for field in returned:
        if field.name in form:
            form[field.name].flags.is_returned = True
    return [field.label for field in returned]


def _show_both(task: Task, application: Application, form: PageForm, message: str) -> str:
    """The page changed elsewhere: what is stored beside what was typed; saving again decides."""
    stored = application.answers
    form.drawn_from.data = mark_of(application, task)
    rules = cycles.rules_of(application)
    differences = summary.differences(stored, merged(stored, form.values()), task, rules)
    return _show(task, application, form, conflict=message, differences=differences)


def _refuse(task: Task, application: Application, form: PageForm, why: Conflict) -> str:
    """The page with what was typed and why it was not kept."""
    db.session.rollback()
    form.form_errors = [*form.form_errors, why.message]
    return _show(task, application, form)


def _press(task: Task, application: Application, form: ChoicesForm) -> ResponseReturnValue:
    """A button beside a 志愿 acts on the list as it is stored now, so it never meets a conflict."""
    if form.find.data or not form.csrf_is_valid():
        return _show(task, application, form)
    rules = cycles.rules_of(application)
    try:
        chosen = pressed(
            form.button or ("", ""),
            form.chosen,
            cycle=application.cycle,
            is_trial=application.is_trial,
            most=rules.most_choices,
        )
    except Conflict as refusal:
        form.form_errors = [*form.form_errors, refusal.message]
        return _show(task, application, form)
    values = {**form.values(), "choices": chosen}
    drawn_from = mark_of(application, task)
    try:
        save(db.session, application, task=task, values=values, drawn_from=drawn_from)
        db.session.commit()
        say_stored()
    except (NeedsGuardian, ConsentMissing) as refusal:
        return _refuse(task, application, form, refusal)
    except ChangedElsewhere:
        # Another button of this list was a moment faster: show what it did, then press again.
        db.session.rollback()
    return redirect(url_for("applications.task_page", name=task.name), 303)


def _say_what_was_changed(form: PageForm) -> None:
    # Without the name itself: a flashed message travels in a cookie.
    for name in NAMES:
        if name not in form:
            continue
        field = form[name]
        typed = field.raw_data[0] if field.raw_data else ""
        sign = names.dot_was_changed(typed, field.data or "")
        if sign is not None:
            flash(
                said(
                    "{text}：已把“{sign}”改成“{dot}”。",
                    text=field.label.text,
                    sign=sign,
                    dot=names.DOT,
                )
            )


def _next(task: Task, application: Application, form: PageForm) -> str:
    if form.is_for_later or application.state == State.RETURNED:
        return url_for("applications.task_list")
    if request.args.get("back") == "check":
        return url_for("applications.check")
    return url_for("applications.task_page", name=fields.task_after(task.name).name)

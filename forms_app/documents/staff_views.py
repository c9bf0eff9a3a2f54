"""Papers as the county desk and a college look at them; every look is written down (N13)."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from forms_app.accounts.access import current_actor, staff
from forms_app.applications import papers
from forms_app.applications.looks import KIND, render_file, visible_file
from forms_app.documents import bp, services
from forms_app.documents.family_views import jpeg
from forms_app.extensions import db
from forms_app.languages.texts import said
from forms_app.privacy import record_view
from forms_app.workflow import Role

READERS = (Role.COLLEGE_OFFICER, Role.COLLEGE_SIGNER, Role.COUNTY_DESK)


@bp.get("/staff/applications/<application_id>/documents")
@staff(*READERS)
def of_application(application_id: str) -> ResponseReturnValue:
    application = visible_file(application_id)
    allowed = services.kinds_for(current_actor())
    found = services.of(db.session, application)
    return render_file(
        "documents/staff.html",
        application,
        what=said("看材料目录"),
        student=papers.student_name(papers.sent_answers(db.session, application)),
        papers={kind: some for kind, some in found.items() if kind in allowed},
        hidden=[kind for kind, some in found.items() if some and kind not in allowed],
    )


@bp.get("/staff/applications/<application_id>/documents/<document_id>.jpg")
@staff(*READERS)
def staff_picture(application_id: str, document_id: str) -> ResponseReturnValue:
    application, actor = visible_file(application_id), current_actor()
    document = services.get_for_staff(db.session, application, document_id, actor=actor)
    record_view(
        subject_kind=KIND, subject_id=application.id, actor=actor, what=f"看材料：{document.kind}"
    )
    return jpeg(document.file_name)

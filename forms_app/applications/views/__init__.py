"""The family's pages: form, service, commit, redirect; otherwise render."""

from forms_app.applications.views import (  # noqa: F401
    changing,
    consents,
    guardian,
    helping,
    opening,
    papers,
    proposals,
    sending,
    start,
    status,
    tasks,
    telephone,
    versions,
    witnessing,
    words,
)

"""The people who review."""

from tests.forms_app.offices import browser_of, office  # noqa: F401  fixtures

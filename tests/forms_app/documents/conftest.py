"""The offices that look at papers."""

from tests.forms_app.offices import browser_of, office  # noqa: F401  fixtures

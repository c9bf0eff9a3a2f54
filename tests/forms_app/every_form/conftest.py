"""The people of the offices, who read what the families of the scenes sent."""

from tests.forms_app.offices import browser_of, office  # noqa: F401  fixtures

"""Every route is listed with who may open it; a new one fails until somebody has decided."""

from pathlib import Path

from flask import Flask

from forms_app import create_app
from forms_app.accounts.access import family, public, staff
from forms_app.config import Mode, Settings
from forms_app.workflow import Role
from tests.architecture import routes
from tests.architecture.tracked import ROOT

TABLE = (Path(__file__).parent / "routes.txt").read_text(encoding="utf-8")


def test_every_route_is_in_the_table_with_its_access(tmp_path: Path) -> None:
    app = create_app(Settings(mode=Mode.DEMONSTRATION, data=tmp_path, content=ROOT / "content"))
    assert len(routes.listed(app)) > 10
    assert routes.differences(app, TABLE) == []


def small_app() -> Flask:
    app = Flask(__name__, static_folder=None)
    app.add_url_rule("/apply", "apply", public(lambda: ""))
    app.add_url_rule("/status/<code>", "status", family(lambda **_: ""), methods=["POST"])
    app.add_url_rule("/staff", "queue", staff(Role.COLLEGE_OFFICER)(lambda: ""))
    return app


SMALL = """
# families
/apply           GET   public
/status/<code>   POST  family

/staff           GET   staff college_officer
"""


def test_a_table_that_agrees_has_no_differences() -> None:
    assert routes.differences(small_app(), SMALL) == []


def test_a_route_without_a_mark_is_named() -> None:
    app = small_app()
    app.add_url_rule("/open", "open", lambda: "")
    assert any("mark the view" in problem for problem in routes.differences(app, SMALL))


def test_a_missing_row_a_stray_row_and_a_changed_access_are_named() -> None:
    without = SMALL.replace("/apply           GET   public", "")
    assert routes.differences(small_app(), without) == ["/apply  GET  public: not in routes.txt"]
    stray = SMALL + "/gone  GET  public\n"
    assert routes.differences(small_app(), stray) == [
        "/gone  GET  public: in routes.txt, but no such route"
    ]
    widened = SMALL.replace("POST  family", "POST  public")
    assert len(routes.differences(small_app(), widened)) == 2

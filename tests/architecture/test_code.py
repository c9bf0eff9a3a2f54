"""Three walls inside the code: who sets a state, who prints, and where imports stand."""

from pathlib import Path

from tests.architecture import code
from tests.architecture.tracked import ROOT, under

PACKAGES = ("forms_app", "generator")
# The bench measures the bare library as a peer, so it stands outside this rule.
PRODUCT = (*PACKAGES, "script", "tests")


def write(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return Path(name)


def test_only_the_workflow_assigns_a_state() -> None:
    files = under(PACKAGES, ".py")
    assert Path(code.STATE_KEEPER) in files
    assert code.state_assignments(ROOT, files) == []


def test_the_workflow_itself_is_seen_assigning_a_state(tmp_path: Path) -> None:
    source = (ROOT / code.STATE_KEEPER).read_text(encoding="utf-8")
    copy = write(tmp_path, "forms_app/elsewhere.py", source)
    assert code.state_assignments(tmp_path, [copy])


def test_every_way_to_set_a_state_is_found(tmp_path: Path) -> None:
    ways = [
        "application.state = State.OFFERED",
        "application.state: str = 'offered'",
        "application.state += 'x'",
        "a.state, b = 1, 2",
        "setattr(application, 'state', 'offered')",
        "session.execute(update(Application).values(state='offered'))",
    ]
    innocent = ["state = application.state", "Application(state='draft')", "a.states = 1"]
    path = write(tmp_path, "forms_app/review/services.py", "\n".join(ways + innocent))
    problems = code.state_assignments(tmp_path, [path])
    assert [int(problem.split(":")[1]) for problem in problems] == [1, 2, 3, 4, 5, 6]


def test_only_printing_knows_weasyprint() -> None:
    assert code.weasyprint_imports(ROOT, under(PRODUCT, ".py")) == []


def test_weasyprint_is_found_outside_printing_and_allowed_inside(tmp_path: Path) -> None:
    lines = "import weasyprint\nfrom weasyprint.urls import URLFetcher\nimport weasyprints\n"
    outside = write(tmp_path, "generator/flyers/folder.py", lines)
    inside = write(tmp_path, "generator/printing/paper.py", lines)
    assert len(code.weasyprint_imports(tmp_path, [outside, inside])) == 2


def test_imports_stand_at_the_top() -> None:
    assert code.late_imports(ROOT, under(PACKAGES, ".py")) == []


def test_a_late_import_is_found_but_for_factory_and_commands(tmp_path: Path) -> None:
    text = "def {}():\n    import json\n    def inner():\n        from os import path\n"
    files = [
        write(tmp_path, "forms_app/review/views.py", text.format("show")),
        write(tmp_path, "forms_app/__init__.py", text.format("create_app")),
        write(tmp_path, "forms_app/commands.py", text.format("verify")),
    ]
    assert [problem.split(": ")[0] for problem in code.late_imports(tmp_path, files)] == [
        "forms_app/review/views.py:2",
        "forms_app/review/views.py:4",
    ]

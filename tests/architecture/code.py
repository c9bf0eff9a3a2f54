"""Rules on Python source, read as a syntax tree. Each answers a list of problems."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

STATE_KEEPER = "forms_app/workflow.py"
WEASYPRINT_HOME = "generator/printing"
# A command and the factory load only what this run needs.
LATE_IMPORTS = {"generator/__main__.py", "generator/commands.py", "forms_app/commands.py"}
FACTORY = ("forms_app/__init__.py", "create_app")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def state_assignments(root: Path, files: Iterable[Path]) -> list[str]:
    """Every place but the keeper's where a `.state` is set."""
    problems = []
    for path in files:
        if path.as_posix() == STATE_KEEPER:
            continue
        lines = [
            node.lineno
            for node in ast.walk(_tree(root / path))
            if isinstance(node, ast.expr) and _sets_state(node)
        ]
        problems.extend(
            f"{path}:{line}: only workflow.advance assigns a state" for line in sorted(lines)
        )
    return problems


def weasyprint_imports(root: Path, files: Iterable[Path]) -> list[str]:
    problems = []
    for path in files:
        if path.as_posix().startswith(f"{WEASYPRINT_HOME}/"):
            continue
        for node in ast.walk(_tree(root / path)):
            if any(name.split(".")[0] == "weasyprint" for name in _imported(node)):
                line = getattr(node, "lineno", 0)
                problems.append(f"{path}:{line}: only {WEASYPRINT_HOME} knows WeasyPrint")
    return problems


def late_imports(root: Path, files: Iterable[Path]) -> list[str]:
    """Imports inside a function, but for the factory and the commands."""
    problems = []
    for path in files:
        place = path.as_posix()
        if place in LATE_IMPORTS:
            continue
        tree = _tree(root / path)
        allowed = [it for it in _functions(tree) if (place, it.name) == FACTORY]
        lines = _import_lines(_functions(tree)) - _import_lines(allowed)
        problems.extend(
            f"{path}:{line}: import at the top, or move the shared thing down"
            for line in sorted(lines)
        )
    return problems


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def _functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def _import_lines(functions: Iterable[Function]) -> set[int]:
    return {
        node.lineno
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []


def _sets_state(node: ast.expr) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr == "state" and isinstance(node.ctx, ast.Store)
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name) and node.func.id == "setattr":
        return any(isinstance(it, ast.Constant) and it.value == "state" for it in node.args)
    is_bulk_update = isinstance(node.func, ast.Attribute) and node.func.attr == "values"
    return is_bulk_update and any(keyword.arg == "state" for keyword in node.keywords)

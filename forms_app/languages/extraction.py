"""Every text that a family may read, collected into one template of catalogues.

Templates are read by the very code that renders them; Python by its syntax tree; scripts by their
calls of `said`. Nothing is imported or run.
"""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from jinja2 import Environment

from forms_app.languages.templates import messages_of
from forms_app.languages.texts import is_chinese

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "forms_app" / "templates"
FAMILY_FOLDERS = ("allocation", "applications", "documents", "errors", "intake", "parts", "rights")
STAFF_FRAME = re.compile(r"\{%-?\s*extends \"(staff|review/[a-z_]+)\.html\"")
FAMILY_FORMS = ("allocation", "applications", "documents", "rights")
"""Packages whose forms say their labels by themselves: see `TypedForm`."""
STAFF_MODULES = frozenset({"rights/forms.py", "allocation/forms.py"})
STAFF_VIEWS = ("desk_views.py", "office_views.py", "staff_views.py")
SCRIPTS = (Path("site/assets/js/keep.js"), Path("site/assets/js/photos.js"))
WORD_ENUMERATIONS = {
    Path("forms_app/applications/answers.py"): None,
    Path("forms_app/applications/completeness.py"): None,
    Path("forms_app/applications/helping/models.py"): None,
    Path("forms_app/documents/kinds.py"): None,
    Path("generator/schema/enums.py"): frozenset({"EntryPoint", "PhysicalLimit", "TrainingLevel"}),
}
"""Enumerations whose word a family reads; None stands for all of a file."""
SAYING = frozenset({"said", "said_all"})
LABELLING = frozenset({"Line", "Needed", "_task"})
SCRIPT_CALL = re.compile(r"\bsaid\(\"((?:[^\"\\]|\\.)*)\"")
HEADER = """# Texts of the forms app, in Chinese. Made by `python -m forms_app.languages extract`.
# How to translate them: forms_app/translations/README.md
msgid ""
msgstr ""
"Project-Id-Version: qianxiao\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language-Team: \\n"
"Last-Translator: FULL NAME <EMAIL@ADDRESS>\\n"
"X-Reviewer: FULL NAME <EMAIL@ADDRESS>\\n"
"X-Status: draft\\n"

"""


@dataclass(frozen=True, slots=True)
class Source:
    """One message and the file, from the root, in which it stands."""

    message: str
    path: Path


def sources(root: Path = ROOT) -> Iterator[Source]:
    """Every message with its places, file by file, in a fixed order."""
    for path in family_templates(root):
        yield from (Source(text, path) for text in in_template(root / path))
    for path in sorted((root / "forms_app").rglob("*.py")):
        own = path.relative_to(root)
        yield from (Source(text, own) for text in in_python(path.read_text("utf-8"), own))
    for path, names in WORD_ENUMERATIONS.items():
        text = (root / path).read_text("utf-8")
        yield from (Source(word, path) for word in in_enumerations(text, names))
    for path in SCRIPTS:
        text = (root / path).read_text("utf-8")
        yield from (Source(found, path) for found in SCRIPT_CALL.findall(text))


def family_templates(root: Path = ROOT) -> list[Path]:
    """Those that a family may see, and the parts that they are made of."""
    top = root / "forms_app" / "templates"
    found = [top / "base.html"]
    for folder in FAMILY_FOLDERS:
        found += sorted((top / folder).glob("*.html"))
    return [
        path.relative_to(root) for path in found if not STAFF_FRAME.search(path.read_text("utf-8"))
    ]


def in_template(path: Path) -> list[str]:
    """The messages of one template, in its order."""
    environment = Environment(autoescape=True)
    tokens = environment.lexer.tokenize(path.read_text("utf-8"), path.name)
    return [found.message for found in messages_of(tokens)]


def in_python(source: str, path: Path) -> list[str]:
    """What `said`, `said_all` and `said_each` mark, and the labels of a family's forms."""
    is_form = len(path.parts) > 2 and path.parts[1] in FAMILY_FORMS
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = _name(node.func)
        if name in SAYING:
            found += [text for one in node.args[:1] for text in _texts(one)]
        elif name == "said_each":
            found += [
                word for one in node.args for text in _texts(one) for word in text.split("、")
            ]
        elif is_form and not is_for_staff(path) and (name in LABELLING or name.endswith("Field")):
            found += _labels(node)
    return [text for text in found if is_chinese(text)]


def is_for_staff(path: Path) -> bool:
    """Whose words no family reads: by its name, or because it says so above."""
    return path.name in STAFF_VIEWS or "/".join(path.parts[1:]) in STAFF_MODULES


def in_enumerations(source: str, names: frozenset[str] | None) -> list[str]:
    """The values of these classes, of all that are enumerations without names."""
    return [
        statement.value.value
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef) and (names is None or node.name in names)
        for statement in node.body
        if isinstance(statement, ast.Assign)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
        and is_chinese(statement.value.value)
    ]


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _texts(node: ast.expr) -> list[str]:
    """A literal, either branch of a choice, or each value of a table."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body), *_texts(node.orelse)]
    if isinstance(node, ast.Dict):
        return [text for value in node.values for text in _texts(value)]
    return []


def _labels(call: ast.Call) -> list[str]:
    told = [*call.args, *(keyword.value for keyword in call.keywords)]
    return [text for one in told if isinstance(one, ast.Constant) for text in _texts(one)]


def template(found: Iterable[Source]) -> bytes:
    """The .pot file: each message once, with the files that it stands in."""
    catalog = Catalog(charset="utf-8")
    for source in found:
        catalog.add(source.message, locations=[(source.path.as_posix(), 0)])
    file = io.BytesIO()
    write_po(file, catalog, omit_header=True, include_lineno=False, width=100)
    return HEADER.encode() + file.getvalue()

"""Commands for whoever edits texts or translates them; see forms_app/translations/README.md.

python -m forms_app.languages extract      write messages.pot anew
python -m forms_app.languages begin bo     make the catalogue of a language, or bring it up to date
python -m forms_app.languages check        what keeps each catalogue from being offered
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from forms_app.languages import catalogues, extraction


def main(arguments: list[str] | None = None) -> int:
    """0 when all is well, 1 when something has to be mended; what it is, is printed."""
    parser = argparse.ArgumentParser(prog="python -m forms_app.languages", description=__doc__)
    parser.add_argument("what", choices=("extract", "begin", "check"))
    parser.add_argument("locale", nargs="?", help="a locale that CLDR knows, such as bo or ug")
    chosen = parser.parse_args(arguments)
    if chosen.what == "extract":
        catalogues.TEMPLATE.write_bytes(extraction.template(extraction.sources()))
        return 0
    if chosen.what == "begin":
        if not chosen.locale:
            parser.error("begin needs a locale, such as bo")
        _say(str(bring_up_to_date(catalogues.FOLDER, chosen.locale)))
        return 0
    problems = [one for path in catalogues.catalogue_files() for one in catalogues.faults(path)]
    for problem in problems:
        _say(problem)
    return 1 if problems else 0


def bring_up_to_date(folder: Path, locale: str) -> Path:
    """Add what is new, take away what is gone, keep what a person wrote, and guess nothing."""
    path = folder / locale / "LC_MESSAGES" / "messages.po"
    with catalogues.TEMPLATE.open("rb") as file:
        template = read_po(file)
    header = extraction.HEADER
    known = Catalog(locale=locale)
    if path.exists():
        text = path.read_text("utf-8")
        header = text[: text.index("\n\n") + 2]
        with path.open("rb") as file:
            known = read_po(file, locale=locale)
    known.update(template, no_fuzzy_matching=True)
    known.obsolete.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(header.encode())
        write_po(file, known, omit_header=True, include_lineno=False, width=100)
    return path


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())

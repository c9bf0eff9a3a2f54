"""The generator's commands: a table of contents. Each command's work is in its own module."""

import argparse
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the answer is the exit code: 0 done, 1 problems found, 2 wrongly called."""
    parser = argparse.ArgumentParser(prog="python -m generator", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    _add_check(commands)
    _add_build(commands)
    _add_serve(commands)
    _add_flyers(commands)
    _add_bench_data(commands)
    _add_new(commands)
    _add_rollover(commands)
    _add_schemas(commands)
    options = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without Chinese shows ?, no traceback
    try:
        code = int(options.run(options))
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader, such as head, has seen enough; Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


Commands = argparse._SubParsersAction  # argparse has no public name for it


def _add_check(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("check", help="name every problem in the content")
    parser.add_argument("--content", type=Path, default=Path("content"), metavar="DIR")
    parser.add_argument("--json", action="store_true", help="print the problems as JSON")
    parser.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    from generator.catalogue.report import check

    answer = check(options.content, as_json=options.json)
    print(answer.text)
    return 0 if answer.holds else 1


def _add_build(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("build", help="build the portal")
    _add_builder_options(parser)
    parser.add_argument("--no-compress", action="store_true", help="no gzip and brotli copies")
    parser.set_defaults(run=_build)


def _add_serve(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("serve", help="build, serve, rebuild on each save")
    _add_builder_options(parser)
    parser.add_argument("--port", type=int, default=8000, metavar="P")
    parser.set_defaults(run=_serve)


def _add_builder_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--content", type=Path, default=Path("content"), metavar="DIR")
    parser.add_argument("--out", type=Path, default=Path("build/portal"), metavar="DIR")
    parser.add_argument("--engine", choices=("mkdocs", "zensical"), default="mkdocs")
    parser.add_argument("--no-sample", action="store_true", help="leave every sample out")


def _build(options: argparse.Namespace) -> int:
    from generator.commands import build

    return build(
        options.content,
        options.out,
        engine=options.engine,
        include_sample=not options.no_sample,
        compressed=not options.no_compress,
    )


def _serve(options: argparse.Namespace) -> int:
    from generator.commands import serve

    return serve(
        options.content,
        options.out,
        engine=options.engine,
        include_sample=not options.no_sample,
        port=options.port,
    )


def _add_flyers(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("flyers", help="print flyers for walls (A4) and hands (A5)")
    parser.add_argument("records", nargs="*", metavar="RECORD", help="ids; none means all")
    parser.add_argument("--county", metavar="CODE", help="all that a county's office posts")
    parser.add_argument(
        "--kind", choices=("college", "programme", "order-class", "county", "training")
    )
    parser.add_argument("--size", choices=("A4", "A5", "both"), default="both")
    parser.add_argument("--content", type=Path, default=Path("content"), metavar="DIR")
    parser.add_argument("--out", type=Path, default=Path("build/flyers"), metavar="DIR")
    parser.add_argument("--site", required=True, metavar="URL", help="the portal's address")
    parser.add_argument("--no-sample", action="store_true", help="leave every sample out")
    parser.set_defaults(run=_flyers)


def _flyers(options: argparse.Namespace) -> int:
    from generator.flyers.command import Order, print_flyers
    from generator.progress import ProgressLine

    order = Order(
        records=options.records,
        county=options.county,
        kind=options.kind,
        size=options.size,
        content=options.content,
        out=options.out,
        site=options.site,
        include_sample=not options.no_sample,
    )
    progress = ProgressLine(sys.stdout)
    watched = sys.stdout.isatty()
    try:
        return print_flyers(order, progress if watched else None)
    finally:
        progress.end()


def _add_bench_data(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("bench-data", help="write a synthetic catalogue, all samples")
    parser.add_argument("--colleges", type=int, required=True, metavar="N")
    parser.add_argument("--programmes", type=int, required=True, metavar="M")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--seed", type=int, default=2018, metavar="S")
    parser.set_defaults(run=_bench_data)


def _bench_data(options: argparse.Namespace) -> int:
    from generator.bench_data import write_catalogue

    try:
        written = write_catalogue(
            options.out,
            colleges=options.colleges,
            programmes=options.programmes,
            seed=options.seed,
        )
    except (ValueError, OSError) as wrong:
        print(wrong, file=sys.stderr)
        return 2
    print(written)
    return 0


def _add_new(commands: "Commands[argparse.ArgumentParser]") -> None:
    from generator.catalogue.kind_words import kinds_to_write

    parser = commands.add_parser("new", help="write a record to fill in")
    parser.add_argument(
        "kind", choices=kinds_to_write(), metavar="KIND", help=", ".join(kinds_to_write())
    )
    parser.add_argument("id", nargs="?", default="", metavar="ID", help="none: print the form")
    parser.add_argument("--name", default="", metavar="名称")
    parser.add_argument("--sample", action="store_true", help="a sample, marked as one")
    parser.add_argument(
        "--in", dest="owner", default="", metavar="ID", help="a programme's college"
    )
    parser.add_argument("--content", type=Path, default=Path("content"), metavar="DIR")
    parser.set_defaults(run=_new)


def _new(options: argparse.Namespace) -> int:
    from generator.editing.commands import new

    return new(
        options.kind,
        options.id,
        name=options.name,
        sample=options.sample,
        content=options.content,
        owner=options.owner,
    )


def _add_rollover(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("rollover", help="copy a year's admissions to the year after it")
    parser.add_argument("year", type=int, metavar="YEAR", help="the year that is copied")
    parser.add_argument("--content", type=Path, default=Path("content"), metavar="DIR")
    parser.add_argument("--dry-run", action="store_true", help="say what would be written")
    parser.set_defaults(run=_rollover)


def _rollover(options: argparse.Namespace) -> int:
    from generator.editing.commands import rollover

    return rollover(options.year, options.content, dry_run=options.dry_run)


def _add_schemas(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("schemas", help="write the JSON Schema of every kind of record")
    parser.add_argument("--out", type=Path, default=Path("build/schemas"), metavar="DIR")
    parser.set_defaults(run=_schemas)


def _schemas(options: argparse.Namespace) -> int:
    from generator.editing.commands import schemas

    return schemas(options.out)


if __name__ == "__main__":
    sys.exit(main())

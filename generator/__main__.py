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
    parser = commands.add_parser("flyers", help="print a notice-board flyer for each programme")
    parser.add_argument("programmes", nargs="*", metavar="PROGRAMME", help="ids; none means all")
    parser.add_argument("--content", type=Path, default=Path("content"), metavar="DIR")
    parser.add_argument("--out", type=Path, default=Path("build/flyers"), metavar="DIR")
    parser.add_argument("--site", required=True, metavar="URL", help="the portal's address")
    parser.set_defaults(run=_flyers)


def _flyers(options: argparse.Namespace) -> int:
    from generator.catalogue import ContentErrors, load_catalogue
    from generator.flyers import NoDeadline, write_flyers

    try:
        catalogue = load_catalogue(options.content)
    except ContentErrors as wrong:
        print(wrong, file=sys.stderr)
        return 1
    wanted = options.programmes or list(catalogue.programmes)
    unknown = [name for name in wanted if name not in catalogue.programmes]
    if unknown:
        print(f"没有这个专业点：{'、'.join(unknown)}", file=sys.stderr)
        return 2
    site = options.site.rstrip("/")
    try:
        for number, path in enumerate(write_flyers(catalogue, wanted, options.out, site=site), 1):
            print(f"[{number}/{len(wanted)}] {path}", flush=True)
    except NoDeadline as wrong:
        print(wrong, file=sys.stderr)
        return 1
    return 0


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


if __name__ == "__main__":
    sys.exit(main())

"""What `new`, `rollover` and `schemas` print, and their exit codes: 0 done, 1 refused, 2 misuse."""

import sys
from datetime import date
from pathlib import Path

from generator.catalogue.kind_words import kinds
from generator.catalogue.kinds import RECORDS, WORDS
from generator.editing.new import CannotWrite, Wanted, add_block, block, form, write_new
from generator.editing.rollover import CannotRollOver, plan, write
from generator.fields.schema_files import write_schemas
from generator.schema.identifiers import SAMPLE_PREFIX


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def new(word: str, identifier: str, *, name: str, sample: bool, content: Path, owner: str) -> int:
    """Write one record to fill in. A kind that lives inside another needs the owner's id."""
    kind = kinds()[word]
    wanted = Wanted(
        kind=kind,
        id=identifier,
        name=name,
        is_sample=sample or identifier.startswith(SAMPLE_PREFIX),
        content=content,
        today=date.today(),  # noqa: DTZ011  the editor's day
    )
    if not identifier:
        say(form(wanted).rstrip())
        return 0
    try:
        if owner and not kind.field:
            say(f"{kind.chinese}自己是一个文件，不用写 --in")
            return 2
        if kind.field and not owner:
            say(f"# 贴到 {wanted.folder.as_posix()}/ 里那个文件的 {kind.field}: 下面。")
            say("# 或者加上 --in 和那个文件的 id，让程序放进去。")
            say(block(wanted).rstrip())
            return 0
        if kind.field:
            path, line = add_block(wanted, owner)
        else:
            path, line = write_new(wanted), 1
    except CannotWrite as refusal:
        say(str(refusal))
        return 1
    say(f"{path.as_posix()}:{line}: 写好了，打开它，把“必填”的行填上")
    say("填完检查：python -m generator check")
    return 0


def schemas(out: Path) -> int:
    """Write the JSON Schema of each kind."""
    written = list(write_schemas(out, RECORDS, WORDS))
    say(f"{out.as_posix()}: {len(written)} 个")
    return 0


def rollover(year: int, content: Path, *, dry_run: bool) -> int:
    """Copy a year's admissions one year on, and say what there is to confirm."""
    try:
        made = plan(content, year, date.today())  # noqa: DTZ011  the editor's day
        if not dry_run:
            write(made)
    except CannotRollOver as refusal:
        say(str(refusal))
        return 1
    say(str(made))
    if not made.changes:
        return 0
    say("订单班、绿色通道和赞助没有抄，它们的日子请自己看")
    if dry_run:
        say("只是看看，什么都没写；去掉 --dry-run 才写")
        return 0
    say(f"还要确认哪里：python -m generator check --content {content.as_posix()}")
    added = [change.path.as_posix() for change in made.changes if change.old is None]
    changed = [change.path.as_posix() for change in made.changes if change.old is not None]
    say("不想要了，这样撤回：")
    if changed:
        say(f"  git restore {' '.join(changed)}")
    if added:
        say(f"  rm {' '.join(added)}")
    return 0

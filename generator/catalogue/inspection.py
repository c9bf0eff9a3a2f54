"""What is wrong with the form of a file, before anyone asks what it says; with line and field."""

import re
from collections.abc import Callable, Iterator

import yaml

from generator.catalogue.parsing import MOST_LEVELS, Odd, Part, Step, plain_value, steps
from generator.catalogue.problems import WHOLE_FILE, Location, Problem, Said, field_name

MOST_BYTES = 2_000_000
MOST_LISTED = 20
"""A broken file lists this many problems of its form; the rest follow when these are mended."""

# Everything that prints nothing or turns the direction of a line; a line break is meant.
HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)
MARKUP = re.compile(r"</?[A-Za-z!]")


UNCONFIRMED = "待确认 "
"""What begins with this was copied from another year. It is no value until somebody has looked at
it and taken the mark away, so no page, paper or form can show it as a fact."""

NOT_CONFIRMED = "还没有确认"


def inspect_bytes(path: str, data: bytes) -> list[Problem]:
    """What hinders even reading the file as text."""
    wrong: tuple[int, str, str] | None = None
    if len(data) > MOST_BYTES:
        wrong = (
            1,
            f"文件超过 {MOST_BYTES:,} 字节",
            "拆成几个文件",
        )
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        wrong = (1, "文件是 UTF-16 编码", "另存为 UTF-8 编码（不带 BOM）")
    elif data.startswith(b"\xef\xbb\xbf"):
        wrong = (1, "文件开头有看不见的 BOM 标记", "另存为 UTF-8 编码，选“不带 BOM”")
    else:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            wrong = (line, "这一行有不是 UTF-8 的字", "另存为 UTF-8 编码，再看这一行的字对不对")
    if wrong is None:
        return []
    line, what, mend = wrong
    return [Problem(path, line, WHOLE_FILE, what, mend)]


def needs_a_look(text: str) -> bool:
    """True when the text holds a sign that can hide something; a cheap question, asked of each."""
    if "\t" in text or "\\" in text or "\r" in text or "<" in text or UNCONFIRMED in text:
        return True
    return HIDDEN.search(text) is not None


def inspect(path: str, text: str) -> list[Problem]:
    """Every problem of the form, by line, at most MOST_LISTED of them."""
    text = text.replace("\r\n", "\n")
    problems = [
        *_signs(path, text, HIDDEN.search, "有看不见的控制字符", "删掉这一行，重新打一遍"),
        *_signs(path, text, re.compile("\t").search, "有 Tab 键打的空白", "把 Tab 换成空格"),
        *_signs(path, text, MARKUP.search, "有网页标签", "只写文字，不写 <…> 这样的标签"),
    ]
    # The parser stops at a control character or a tab; naming it twice helps nobody.
    if not problems:
        problems += _form(path, text)
    return sorted(problems)[:MOST_LISTED]


def _signs(
    path: str, text: str, search: Callable[[str], object], wrong: str, mend: str
) -> Iterator[Problem]:
    if not search(text):
        return
    found = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if search(line):
            yield Problem(path, number, _field_on(line), wrong, mend)
            found += 1
        if found == MOST_LISTED:
            return


def _field_on(line: str) -> str:
    key = re.match(r"[\s-]*([a-z_]+):", line)
    return key[1] if key else WHOLE_FILE


def _form(path: str, text: str) -> list[Problem]:
    problems: list[Problem] = []
    seen: dict[Location, int] = {}
    documents = 0
    try:
        for step in steps(text):
            documents += step.part is Part.DOCUMENT
            said = _about(step, seen, documents)
            if said is not None:
                problems.append(Problem(path, step.line, field_name(step.location), *said))
            if documents == 2:
                break
    except yaml.YAMLError as error:
        problems.append(_unreadable(path, error))
    if documents == 0 and not problems:
        said = ("文件是空的", "照着别的文件填写，或删掉这个文件")
        problems.append(Problem(path, 1, WHOLE_FILE, *said))
    return problems


def _about(step: Step, seen: dict[Location, int], documents: int) -> Said | None:
    part = step.part
    if part is Part.DOCUMENT:
        if documents == 1:
            return None
        return "文件里有 --- 分开的几份内容", "一个文件只写一条记录"
    if part is Part.TOO_DEEP:
        return f"缩进超过 {MOST_LEVELS} 层", "对照别的文件，看是不是多了缩进或括号"
    if part is Part.ALIAS or step.anchor is not None:
        return "用了 & 或 * 引用", "把内容直接写出来；内容以 & 或 * 开头就加引号"
    if step.tag is not None:
        return f"用了 YAML 标签 {step.tag[:60]}", "去掉感叹号和标签，只写内容"
    if part is Part.BAD_KEY:
        return "字段名不是文字", "字段名用小写英文字母，例如 name"
    if step.location == () and part is not Part.MAPPING:
        return "文件最外层不是“字段: 内容”", "从 id: 这一行写起，前面不要加短横线"
    if part is Part.KEY:
        return _about_key(step, seen)
    return _about_text(step) if part is Part.SCALAR else None


def _about_key(step: Step, seen: dict[Location, int]) -> Said | None:
    if step.is_plain and not _is_text(step.text):
        return f"字段名 {step.text[:40]} 不是文字", "字段名用小写英文字母，例如 name"
    if step.location in seen:
        return "这个字段写了两次", f"只留一个（第一个在第 {seen[step.location]} 行）"
    seen[step.location] = step.line
    return None


def _about_text(step: Step) -> Said | None:
    if HIDDEN.search(step.text.replace("\n", "")):
        return "文字里有看不见的控制字符", "删掉反斜杠和后面的字母，重新打一遍"
    if step.text.startswith(UNCONFIRMED):
        copied = step.text.removeprefix(UNCONFIRMED).split("\n")[0][:40]
        return f"{NOT_CONFIRMED}：{copied}", "核对，改对，再删掉“待确认”和空格"
    if not step.is_plain:
        return None
    try:
        plain_value(step.text)
    except Odd:
        typed = step.text[:40]
        return f"{typed} 的写法有歧义", f'编号和代码要加引号："{typed}"；数字只用 0 到 9'
    return None


def _is_text(text: str) -> bool:
    try:
        return isinstance(plain_value(text), str)
    except Odd:
        return False


_IN_CHINESE = (
    (
        "mapping values are not allowed",
        "这一行冒号或缩进不对",
        "看冒号后有没有空格，缩进齐不齐；内容里有冒号就加引号",
    ),
    (
        "did not find expected key",
        "这一行的缩进或引号不对",
        "和上一行对齐；内容里有引号就整句换一种引号",
    ),
    (
        "could not find expected ':'",
        "这一行少了冒号",
        "写成“字段: 内容”，冒号用英文冒号，后面空一格",
    ),
    (
        "found character that cannot start any token",
        "这一行开头的符号 YAML 不认识",
        "把这一行的内容放进引号",
    ),
    ("found unexpected end of stream", "引号或括号没有写完", "找到没有配对的引号，补上另一半"),
    ("did not find expected ',' or", "方括号或大括号没有写完", "补上右括号，或改成每行一个短横线"),
    ("did not find expected '-' indicator", "列表的短横线没有对齐", "让每一项的短横线对齐"),
    ("undefined tag handle", "用了 YAML 标签", "去掉感叹号，或把内容放进引号"),
    (
        "did not find expected whitespace or line break",
        "感叹号或符号开头的内容没有加引号",
        "把这一行的内容放进引号",
    ),
    ("anchor or alias", "内容以 & 或 * 开头，被当成引用", "把这一行的内容放进引号"),
    ("found unknown escape character", "双引号里的反斜杠不对", "去掉反斜杠，或改用单引号"),
    ("incompatible YAML document", "文件开头写了别的 YAML 版本", "删掉以 % 开头的一行"),
)


def _unreadable(path: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    said = str(getattr(error, "problem", None) or error).splitlines()[0][:120]
    line = mark.line + 1 if mark is not None else 1
    for english, wrong, mend in _IN_CHINESE:
        if english in said:
            return Problem(path, line, WHOLE_FILE, wrong, mend)
    return Problem(
        path, line, WHOLE_FILE, f"YAML 读不懂这一行（{said}）", "对照别的文件检查这一行和上一行"
    )

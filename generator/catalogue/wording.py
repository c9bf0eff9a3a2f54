"""A validation error of pydantic in, what an editor reads out: what is wrong and what to do."""

import difflib
import json
import re
import types
import typing
from collections.abc import Callable, Iterable
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from generator.catalogue.problems import Location, Said
from generator.fields.descriptions import NOTHING, description
from generator.schema import identifiers
from generator.schema.record import Record

DATE_EXAMPLE = "写成 2027-09-01 这样"
TIME_EXAMPLE = "写成 2026-09-01T08:00:00+08:00 这样"

_DATE = re.compile(
    r"(20[0-9]{2}|19[0-9]{2})[年./](1[0-2]|0?[1-9])[月./](3[01]|[12][0-9]|0?[1-9])日?"
)
_YES_OR_NO = dict.fromkeys(("是", "有", "能", "可以", "对", "yes"), "true") | dict.fromkeys(
    ("否", "没有", "无", "不", "不能", "不是", "no"), "false"
)


def say(error: ErrorDetails, record: type[Record]) -> Said:
    """The two halves of a message for one error in a record of this class."""
    kind = error["type"]
    if kind == "missing":
        return "缺少这个字段", f"补上这一行{_meaning(error['loc'], record)}"
    if kind == "extra_forbidden":
        return _unknown_field(error["loc"], record)
    if error["input"] is None:
        return _left_empty(error["loc"], record)
    speak = _SPEAK.get(kind)
    if speak is not None:
        return speak(error["input"], error.get("ctx", {}))
    return f"内容不合要求（{error['msg'][:120]}）", "对照同类文件改正"


def location_of(error: ErrorDetails, record: type[Record]) -> Location:
    """Where an error stands; the English half of a rule of a whole part names the field."""
    location = tuple(error["loc"])
    if error["type"] != "value_error":
        return location
    english = str(error.get("ctx", {}).get("error", "")).partition(" (")[2]
    known = fields_at(record, location)
    named = (word for word in re.findall(r"[a-z_]+", english) if word in known)
    return (*location, field) if (field := next(named, None)) else location


def value_meant(error: ErrorDetails) -> str | None:
    """The value that a rule's Chinese half ends with, after a colon, if it names one."""
    if error["type"] != "value_error":
        return None
    said = str(error.get("ctx", {}).get("error", "")).partition(" (")[0]
    return said.rpartition("：")[2] if "：" in said else None


def nearest(word: str, known: Iterable[str]) -> str:
    """ "，是不是 …？" with the known words that look most alike, or nothing."""
    found = difflib.get_close_matches(word, list(known), n=2, cutoff=0.6)
    return f"（是不是 {' 或 '.join(found)}？）" if found else ""


def _unknown_field(location: Location, record: type[Record]) -> Said:
    known = fields_at(record, location[:-1])
    typed = str(location[-1])
    close = difflib.get_close_matches(typed, known, n=1, cutoff=0.6)
    if close:
        return "没有这个字段", f"是不是 {close[0]}？"
    return "没有这个字段", f"删掉，或用这些字段：{'、'.join(known)}"


def _left_empty(location: Location, record: type[Record]) -> Said:
    part = part_at(record, location[:-1])
    field = part.model_fields.get(str(location[-1])) if part is not None else None
    if field is not None and not field.is_required():
        return "这里空着", "写上内容，或删掉这一行"
    return "这里空着", f"这一行一定要写{_meaning(location, record)}"


def _meaning(location: Location, record: type[Record]) -> str:
    """What the field is, with an example, as far as the table of descriptions says."""
    while location and isinstance(location[-1], int):
        location = location[:-1]
    part = part_at(record, location[:-1])
    said = description(part, str(location[-1])) if part is not None else NOTHING
    example = f"，例如 {said.example}" if said.example else ""
    return f"：{said.what}{example}" if said.what else ""


def says_nothing_new(error: ErrorDetails) -> bool:
    """A list whose entries are all wrong is called too short as well, though it has them."""
    least = error.get("ctx", {}).get("min_length", 0)
    return error["type"] == "too_short" and len(error["input"]) >= least


def fields_at(record: type[BaseModel], location: Location) -> list[str]:
    """Names of the fields of the part at a location, in the order of the class."""
    part = part_at(record, location)
    return [] if part is None else list(part.model_fields)


def part_at(record: type[BaseModel], location: Location) -> type[BaseModel] | None:
    """The class of the part at a location; None where there is no part."""
    here: type[BaseModel] | None = record
    for step in location:
        if here is None:
            return None
        if isinstance(step, str):
            field = here.model_fields.get(step)
            here = _model_in(field.annotation) if field is not None else None
    return here


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The one model inside X | None, tuple[X, ...] or Annotated[X, …], if there is one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if typing.get_origin(annotation) in {tuple, types.UnionType, typing.Union, typing.Annotated}:
        found = (_model_in(inner) for inner in get_args(annotation) if inner is not Ellipsis)
        return next((model for model in found if model is not None), None)
    return None


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "几个字段"
    if isinstance(value, list):
        return "一个列表"
    if isinstance(value, str):
        return f"“{value[:40]}”"
    return json.dumps(value, ensure_ascii=False)[:40]


def _text_expected(value: Any, _: dict[str, Any]) -> Said:
    if isinstance(value, int | float):
        typed = _shown(value)
        return f"这里要写文字，{typed} 没有引号", f'加上引号："{typed}"'
    return f"这里要写文字，现在是{_shown(value)}", "改成一句话，写在同一行"


def _number_expected(value: Any, _: dict[str, Any]) -> Said:
    if isinstance(value, str) and value.strip().isdecimal():
        return f"这里要写数字，{_shown(value)} 带了引号", "去掉引号"
    digits = (
        re.fullmatch(r"\D{0,6}([0-9][0-9,，]*)\D{0,6}", value) if isinstance(value, str) else None
    )
    meant = f"写成 {re.sub('[,，]', '', digits[1])}；" if digits else ""
    return f"这里要写整数，现在是{_shown(value)}", f"{meant}只写 0 到 9，不写小数、单位和逗号"


def _yes_or_no_expected(value: Any, _: dict[str, Any]) -> Said:
    meant = _YES_OR_NO.get(str(value).strip())
    mend = f"写 {meant}；" if meant else ""
    return f"这里要写 true 或 false，现在是{_shown(value)}", f"{mend}不清楚就删掉这一行"


def _date_expected(value: Any, _: dict[str, Any]) -> Said:
    found = _DATE.fullmatch(str(value).strip())
    mend = f"写成 {found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else DATE_EXAMPLE
    return f"日期 {_shown(value)} 不存在或写法不对", mend


def _time_expected(value: Any, _: dict[str, Any]) -> Said:
    return f"时间 {_shown(value)} 不存在或写法不对", TIME_EXAMPLE


def _list_expected(value: Any, _: dict[str, Any]) -> Said:
    return f"这里要写列表，现在是{_shown(value)}", "每一项写一行，用短横线和空格开头"


def _fields_expected(value: Any, _: dict[str, Any]) -> Said:
    return f"这里要写几个字段，现在是{_shown(value)}", "换一行，缩进两格，写“字段: 内容”"


def _word_expected(value: Any, context: dict[str, Any]) -> Said:
    words = re.findall(r"'([^']*)'", str(context.get("expected", "")))
    # Two words of Chinese share few letters, so less likeness than in a name is enough.
    close = difflib.get_close_matches(str(value), words, n=1, cutoff=0.4)
    meant = f"是不是 {close[0]}？" if close else ""
    return f"{_shown(value)} 不在可选的词里", f"{meant}从这些词里选一个：{'、'.join(words)}"


def _pattern_expected(value: Any, context: dict[str, Any]) -> Said:
    mend = _PATTERNS.get(str(context.get("pattern")), "对照同类文件改正")
    return f"{_shown(value)} 的写法不对", mend


def _too_short(_: Any, context: dict[str, Any]) -> Said:
    least = context.get("min_length", 1)
    if least == 1:
        return "这里是空的", "写上内容，或删掉这一行"
    return f"太短了，至少 {least} 个", "写长一点"


def _too_long(value: Any, context: dict[str, Any]) -> Said:
    most = context.get("max_length")
    length = len(value) if isinstance(value, str | list) else "太多"
    return f"有 {length} 个（字或项），最多 {most} 个", "写短一点，或分成几项"


def _too_small(value: Any, context: dict[str, Any]) -> Said:
    return f"{_shown(value)} 太小", f"写 {context.get('ge')} 或更大的数"


def _too_large(value: Any, context: dict[str, Any]) -> Said:
    return f"{_shown(value)} 太大", f"写 {context.get('le')} 或更小的数，看看单位对不对"


def _address_expected(value: Any, _: dict[str, Any]) -> Said:
    return f"网址 {_shown(value)} 的写法不对", "写完整的网址，以 https:// 开头"


def _rule_broken(_: Any, context: dict[str, Any]) -> Said:
    said = str(context.get("error", "")).partition(" (")[0]
    return said, "照这句话改正"


_SPEAK: dict[str, Callable[[Any, dict[str, Any]], Said]] = {
    "string_type": _text_expected,
    "int_type": _number_expected,
    "int_from_float": _number_expected,
    "int_parsing": _number_expected,
    "bool_type": _yes_or_no_expected,
    "date_type": _date_expected,
    "date_parsing": _date_expected,
    "date_from_datetime_parsing": _date_expected,
    "datetime_type": _time_expected,
    "datetime_parsing": _time_expected,
    "datetime_from_date_parsing": _time_expected,
    "tuple_type": _list_expected,
    "model_type": _fields_expected,
    "enum": _word_expected,
    "string_pattern_mismatch": _pattern_expected,
    "string_too_short": _too_short,
    "too_short": _too_short,
    "string_too_long": _too_long,
    "too_long": _too_long,
    "greater_than_equal": _too_small,
    "less_than_equal": _too_large,
    "url_parsing": _address_expected,
    "url_scheme": _address_expected,
    "url_type": _address_expected,
    "url_syntax_violation": _address_expected,
    "url_too_long": _address_expected,
    "value_error": _rule_broken,
}


def _pattern(annotation: Any) -> str:
    return str(get_args(annotation)[1].pattern)


_PATTERNS = {
    _pattern(identifiers.Slug): "只用小写英文字母、数字和短横线，例如 xichang-college",
    _pattern(identifiers.DivisionCode): '写六位数字的行政区划代码，例如 "513431"',
    _pattern(identifiers.SpecialtyCode): '写四位数字，例如 "0403"；没有就删掉这一行',
    _pattern(identifiers.SpecialtyClassCode): '写两位数字 "01" 到 "15"',
    _pattern(identifiers.PhoneNumber): "写 11 位手机号，或 0834-1234567 这样的座机号",
    _pattern(identifiers.Month): '写成 "2025-03" 这样',
    _pattern(identifiers.PortalAddress): "写本站的网址，以 / 开头和结尾，例如 /costs/",
    _pattern(identifiers.TextVersion): '写成 "2026-09-01" 这样',
}

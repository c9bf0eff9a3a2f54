"""Bytes of one YAML file in, its mapping out, or every problem of its form with line and field."""

import yaml

from generator.catalogue.inspection import inspect, inspect_bytes, needs_a_look
from generator.catalogue.parsing import Odd, Value, read_value
from generator.catalogue.plain_yaml import read_plain
from generator.catalogue.problems import ContentErrors


def read(path: str, data: bytes) -> dict[str, Value]:
    """The mapping that one file holds; raises ContentErrors."""
    problems = inspect_bytes(path, data)
    if not problems:
        text = data.decode("utf-8")
        if needs_a_look(text):
            problems = inspect(path, text)
        elif (plain := read_plain(text)) is not None:
            return plain
        if not problems:
            try:
                values = read_value(text)
            except (yaml.YAMLError, Odd):
                values = None
            if isinstance(values, dict):
                return values
            problems = inspect(path, text)
    raise ContentErrors(problems)

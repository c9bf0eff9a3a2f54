"""How Jinja's own compiler writes our templates down: the same HTML, in half the time.

Three sentences of its output are said otherwise, each through a function below: what is printed is
escaped without making an object of it, a value is looked up in its dict, a macro is called as a
function. Every other construct, and every value of another type, takes Jinja's own way.
"""

import re
from functools import partial
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

_MARKS = re.compile("[&<>'\"]").search
_MOST_SEEN = 20_000

made_by_us = partial(str.__new__, Markup)
"""Markup without the questions that its class asks: for HTML that our own template has made."""


class _Escaped(dict[str, str]):
    """Plain text -> HTML. The words of a page come back on thousands of pages."""

    def __missing__(self, text: str) -> str:
        html = str(escape(text)) if _MARKS(text) else text
        if len(self) < _MOST_SEEN:
            self[text] = html
        return html


_escaped = _Escaped()


def printed(value: Any) -> str:
    """What `{{ value }}` prints: HTML that a template made as it is, everything else escaped."""
    kind = value.__class__
    if kind is str:
        return _escaped[value]
    return value if kind is Markup else escape(value)


def called(context: Context, function: Any, *arguments: Any) -> Any:
    """What `{{ macro(…) }}` gives; whatever is no macro with these arguments is Jinja's to call."""
    if function.__class__ is Macro and _takes(function, arguments):
        return made_by_us(function._func(*arguments))
    return context.call(function, *arguments)


def _takes(macro: Macro, arguments: tuple[Any, ...]) -> bool:
    takes_more = macro.catch_kwargs or macro.catch_varargs or macro.caller
    return len(arguments) == len(macro.arguments) and not takes_more


class PageCompiler(CodeGenerator):
    """For templates with autoescape on, which all of ours have."""

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("printed = environment.printed")
        self.writeline("called = environment.called")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("printed(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        if not isinstance(node.node, nodes.Name):
            super().visit_Getattr(node, frame)
            return
        one = frame.symbols.ref(node.node.name)
        self.write(f"({one}[{node.attr!r}]")
        self.write(f" if {one}.__class__ is dict and {node.attr!r} in {one} else ")
        super().visit_Getattr(node, frame)
        self.write(")")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        if forward_caller or node.kwargs or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("called(context, ")
        self.visit(node.node, frame)
        for argument in node.args:
            self.write(", ")
            self.visit(argument, frame)
        self.write(")")


class PageEnvironment(Environment):
    """Looks into a dict's keys before its methods: pages are made of dicts, and it is faster."""

    code_generator_class = PageCompiler
    printed = staticmethod(printed)
    called = staticmethod(called)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

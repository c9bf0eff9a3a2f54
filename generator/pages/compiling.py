"""How Jinja's own compiler writes our templates down: the same HTML, in a third of the time.

Some sentences of its output are said otherwise: what is printed is escaped without making an
object of it, a value is looked up in its dict, a macro of ours is called as the function that it
is, and what a macro made is not looked at again. Every other construct, and every value of another
type, takes Jinja's own way.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from jinja2 import Environment, Template, TemplateNotFound, nodes
from jinja2.compiler import CodeGenerator, Frame, find_undeclared
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

_MARKS = re.compile("[&<>'\"]").search
_MOST_SEEN = 20_000
_LONGEST_SEEN = 30
_EXTRAS = ("caller", "kwargs", "varargs")

made_by_us = partial(str.__new__, Markup)
"""Markup without the questions that its class asks: for HTML that our own template has made."""


class _Escaped(dict[str, str]):
    """Plain text -> HTML. The words of a page come back on thousands of pages, sentences do not."""

    def __missing__(self, text: str) -> str:
        html = str(escape(text)) if _MARKS(text) else text
        if len(text) <= _LONGEST_SEEN:
            if len(self) >= _MOST_SEEN:
                self.clear()  # the words of the kind of pages that is made now come back at once
            self[text] = html
        return html


escaped = _Escaped()


def printed(value: Any) -> str:
    """What `{{ value }}` prints: HTML that a template made as it is, everything else escaped."""
    kind = value.__class__
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    if kind is str:
        return escaped[value]
    return str(value) if kind is int else escape(value)


def called(context: Context, function: Any, *arguments: Any) -> Any:
    """What `{{ macro(…) }}` gives; whatever is no macro with these arguments is Jinja's to call."""
    if function.__class__ is Macro and _takes(function, arguments):
        return made_by_us(function._func(*arguments))
    return context.call(function, *arguments)


def _takes(macro: Macro, arguments: tuple[Any, ...]) -> bool:
    takes_more = macro.catch_kwargs or macro.catch_varargs or macro.caller
    return len(arguments) == len(macro.arguments) and not takes_more


Sizes = dict[str, int]
"""Macro -> how many arguments it has, for those that take no others."""


def _sizes(template: nodes.Template) -> Sizes:
    return {
        one.name: len(one.args)
        for one in template.body
        if isinstance(one, nodes.Macro) and not find_undeclared(one.body, _EXTRAS)
    }


class PageCompiler(CodeGenerator):
    """For templates with autoescape on, which all of ours have.

    `_functions` holds, for `p.chip` and `chip`, the name of the macro's function in what is
    written, and how many arguments it takes; `_html` the names that are only ever set to HTML.
    """

    environment: "PageEnvironment"

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        self._functions: dict[tuple[str, ...], tuple[str, int]] = {}
        self._temporary = 0
        self._bare: nodes.Node | None = None
        for one in node.body:
            if isinstance(one, nodes.Import) and not one.with_context:
                for macro, size in self._imported(one).items():
                    self._functions[one.target, macro] = f"m_{one.target}_{macro}", size
        for macro, size in _sizes(node).items():
            self._functions[(macro,)] = f"m__{macro}", size
        self._taken = {(one.target,) for one in node.find_all(nodes.Import)}
        self._html = self._names_of_html(node)
        super().visit_Template(node, frame)

    def _imported(self, node: nodes.Import) -> Sizes:
        """The macros of what is imported, as far as it can be told before it is."""
        name = node.template.as_const() if isinstance(node.template, nodes.Const) else None
        return self.environment.sizes_of(name) if isinstance(name, str) else {}

    def _names_of_html(self, node: nodes.Template) -> set[str]:
        """Names that a macro's HTML is given to, and nothing else anywhere in the template."""
        given: dict[str, bool] = {}
        whole = {id(one.target): one for one in node.find_all(nodes.Assign)}
        for name in node.find_all(nodes.Name):
            if name.ctx != "load":
                by = whole.get(id(name))
                is_html = by is not None and self._function_of(by.node) is not None
                given[name.name] = is_html and given.get(name.name, True)
        named = {one.target for one in node.find_all(nodes.Import)}
        return {name for name, is_html in given.items() if is_html} - named

    def _function_of(self, node: nodes.Node) -> tuple[str, int] | None:
        """The function that a call of a macro of ours calls; None for every other expression."""
        if not isinstance(node, nodes.Call) or node.kwargs or node.dyn_args or node.dyn_kwargs:
            return None
        target = node.node
        if isinstance(target, nodes.Getattr) and isinstance(target.node, nodes.Name):
            found = self._functions.get((target.node.name, target.attr))
        elif isinstance(target, nodes.Name):
            found = self._functions.get((target.name,))
        else:
            return None
        return found if found is not None and len(node.args) <= found[1] else None

    def _is_outermost(self, node: nodes.Call, frame: Frame) -> bool:
        """Whether the name of the macro means the macro here, and nothing nearer."""
        target = node.node.node if isinstance(node.node, nodes.Getattr) else node.node
        return isinstance(target, nodes.Name) and frame.symbols.ref(target.name) == (
            f"l_0_{target.name}"
        )

    def write_commons(self) -> None:
        super().write_commons()
        for name in ("printed", "called", "escaped", "made_by_us"):
            self.writeline(f"{name} = environment.{name}")

    def visit_Import(self, node: nodes.Import, frame: Frame) -> None:
        super().visit_Import(node, frame)
        if frame.toplevel:
            one = frame.symbols.ref(node.target)
            for (target, *macro), (function, _) in self._functions.items():
                if target == node.target and macro:
                    self.writeline(f"{function} = {one}.{macro[0]}._func")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if node.with_context or not isinstance(node.template, nodes.Const):
            super()._import_common(node, frame)
        else:
            self.write(f"environment.module({node.template.value!r}, {self.name!r}, context)")

    def visit_Macro(self, node: nodes.Macro, frame: Frame) -> None:
        super().visit_Macro(node, frame)
        if frame.toplevel and (node.name,) in self._functions:
            self.writeline(f"{self._functions[(node.name,)][0]} = macro")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self._closing = ")"
        if not frame.eval_ctx.autoescape or frame.eval_ctx.volatile or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        elif isinstance(node, nodes.Call) and self._writes_function(node, frame):
            self._bare, self._closing = node, ""
        elif isinstance(node, nodes.Name) and node.name in self._html:
            self._closing = ""
        else:
            value = self._temporary_name()
            self.write(f"(printed({value}) if ({value} := ")
            self._closing = f").__class__ is not str else escaped[{value}])"

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if self._closing == ")":
            super()._output_child_post(node, frame, finalize)
        else:
            self.write(self._closing)

    def _temporary_name(self) -> str:
        self._temporary += 1
        return f"v_{self._temporary}"

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        key = repr(node.attr)
        if isinstance(node.node, nodes.Name):
            one = frame.symbols.ref(node.node.name)
            self.write(f"({one}[{key}] if {one}.__class__ is dict and {key} in {one} else ")
            super().visit_Getattr(node, frame)
            self.write(")")
            return
        one = self._temporary_name()
        self.write(f"({one}[{key}] if ({one} := ")
        self.visit(node.node, frame)
        self.write(
            f").__class__ is dict and {key} in {one} else environment.getattr({one}, {key}))"
        )

    def _writes_function(self, node: nodes.Call, frame: Frame) -> bool:
        return self._function_of(node) is not None and self._is_outermost(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        bare, self._bare = self._bare is node, None
        function = self._function_of(node)
        if forward_caller or node.kwargs or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
        elif function is not None and self._is_outermost(node, frame):
            self.write(f"{function[0]}(" if bare else f"made_by_us({function[0]}(")
            self._arguments(node.args, frame)
            self.write("missing, " * (function[1] - len(node.args)))
            self.write(")" if bare else "))")
        else:
            self.write("called(context, ")
            self._arguments((node.node, *node.args), frame)
            self.write(")")

    def _arguments(self, arguments: Iterable[nodes.Expr], frame: Frame) -> None:
        for argument in arguments:
            self.visit(argument, frame)
            self.write(", ")


class PageEnvironment(Environment):
    """Looks into a dict's keys before its methods: pages are made of dicts, and it is faster."""

    code_generator_class = PageCompiler
    printed = staticmethod(printed)
    called = staticmethod(called)
    escaped = escaped
    made_by_us = staticmethod(made_by_us)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._modules: dict[str, Any] = {}
        self._sizes: dict[str, Sizes] = {}

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def module(self, name: str, parent: str | None, context: Context) -> Any:
        """What a template imports; the same for all that import it without their context."""
        if name not in self._modules:
            self._modules[name] = self.get_template(name, parent)._get_default_module(context)
        return self._modules[name]

    def sizes_of(self, name: str) -> Sizes:
        """The macros of a template; none where it cannot be found."""
        if name not in self._sizes:
            self._sizes[name] = {}
            if self.loader is not None:
                try:
                    source, _, _ = self.loader.get_source(self, name)
                except TemplateNotFound:
                    return {}
                self._sizes[name] = _sizes(self.parse(source, name))
        return self._sizes[name]


def pieces(template: Template, *values: dict[str, Any]) -> Iterator[str]:
    """As `Template.generate`, without its copies of the values and its rewriting of a traceback."""
    environment = template.environment
    known = dict(environment.globals)
    for some in values:
        known.update(some)
    return template.root_render_func(
        environment.context_class(environment, known, template.name, {})
    )

"""The calls through which a value is handed, in the order in which they stand in the text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from benchmarks.walking.trees import Class, Function, Module, Source

__all__ = ["Step", "steps_of"]

Names = dict[str, frozenset[Class]]
"""Name → the classes that it may be of."""

_TEXT = Class(Module("", ast.Module([], [])), ast.ClassDef("a text", [], [], [], []))
"""What a text is of, where the walk is that of a text."""


@dataclass(frozen=True)
class Step:
    """A call: the module and the name of the function that is called, and the parameters that the value comes in by."""

    module: str
    function: str
    parameters: frozenset[str]


def steps_of(
    source: Source, module: str, function: str, parameter: str, names: frozenset[str], *, put: bool = False
) -> list[Step]:
    """The steps of a function's parameter. *names*: the classes that it is of, or that are made of it and keep it; *put*: with
    the calls of functions whose modules are imported by a name that is put together, each of those that it can be."""
    walker = _Walker(source, source.holding(names), put)
    begin = source.modules[module].functions[function]
    held = walker.of_parameters(begin)
    given = next(item for item in begin.parameters if item.arg == parameter)
    if "str" in {item.id for item in ast.walk(given) if isinstance(item, ast.Name)}:
        held[parameter] |= {_TEXT}
    others = {name: classes - walker.held for name, classes in held.items() if name != parameter}
    walker.through(begin, held | others)
    return walker.steps


class _Walker:
    """What was gone through. ``held``: the classes of which something holds the value."""

    def __init__(self, source: Source, held: frozenset[Class], put: bool) -> None:
        self.source, self.held, self.put = source, held | {_TEXT}, put
        self.steps: list[Step] = []
        self.been: set[Function] = set()

    def of_parameters(self, function: Function) -> Names:
        """Parameter → its classes."""
        found = {item.arg: self.source.classes_in(function.module, item.annotation) for item in function.parameters}
        if function.owner is not None and "staticmethod" not in function.decorators and function.parameters:
            found[function.parameters[0].arg] = frozenset({function.owner})
        return found

    def through(self, function: Function, names: Names) -> None:
        """Go through a function, once."""
        if function not in self.been:
            self.been.add(function)
            _Body(self, function, names).lines(function.node.body)

    def call(self, function: Function, given: Names, own: frozenset[Class] = frozenset()) -> None:
        """Go into a function with what it is given by parameter. *own*: what it is a method of, which is not given to it."""
        said = {item.arg: item.annotation for item in function.parameters}
        given = {name: self._taken(function, said[name], classes) for name, classes in given.items()}
        held = frozenset(name for name, classes in given.items() if classes & self.held)
        if held:
            self.steps.append(Step(function.module.name, function.name, held))
        if not (held or own & self.held):
            return
        names = self.of_parameters(function)
        for name, classes in given.items():
            names[name] = names.get(name, frozenset()) | classes
        self.through(function, names)

    def _taken(self, function: Function, annotation: ast.expr | None, given: frozenset[Class]) -> frozenset[Class]:
        """Of what is given to a parameter that which it can be."""
        text = (
            frozenset()
            if annotation is None
            else {item.id for item in ast.walk(annotation) if isinstance(item, ast.Name)}
        )
        kept = given & {_TEXT} if text & {"str", "bytes"} else frozenset()
        return kept | self.source.takes(function.module, annotation, given - {_TEXT})


class _Body:
    """The lines of one function, with the names that are known there."""

    def __init__(self, walker: _Walker, function: Function, names: Names) -> None:
        self.walker, self.source, self.function = walker, walker.source, function
        self.names = dict(names)
        self.inner: dict[str, FunctionNode] = {}
        self.called: dict[str, tuple[Function, ...]] = {}

    # -- lines ---------------------------------------------------------------------------------------------------------

    def lines(self, body: Iterable[ast.stmt]) -> None:
        for line in body:
            self.line(line)

    def line(self, line: ast.stmt) -> None:
        if isinstance(line, ast.FunctionDef | ast.AsyncFunctionDef):
            self.inner[line.name] = line
            self._inside(line)
        elif isinstance(line, ast.Assign | ast.AnnAssign | ast.AugAssign):
            classes = self.value(line.value) if line.value is not None else frozenset()
            if isinstance(line, ast.AnnAssign):
                classes = classes or self.source.classes_in(self.function.module, line.annotation)
            for target in line.targets if isinstance(line, ast.Assign) else (line.target,):
                self._bind(target, classes, line.value)
        elif isinstance(line, ast.For | ast.AsyncFor):
            self._bind(line.target, self.value(line.iter), line.iter)
            self.lines((*line.body, *line.orelse))
        elif isinstance(line, ast.With | ast.AsyncWith):
            for item in line.items:
                classes = self.value(item.context_expr)
                if item.optional_vars is not None:
                    self._bind(item.optional_vars, classes, None)
            self.lines(line.body)
        else:
            for child in ast.iter_child_nodes(line):
                if isinstance(child, ast.expr):
                    self.value(child)
                elif isinstance(child, ast.stmt):
                    self.line(child)
                else:
                    self._other(child)

    def _other(self, node: ast.AST) -> None:
        """What stands between lines and values: handlers, cases, patterns."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt):
                self.line(child)
            elif isinstance(child, ast.expr):
                self.value(child)
            else:
                self._other(child)

    def _inside(self, inner: FunctionNode) -> None:
        """A function in the function sees what is known around it; what it is given says itself what it is."""
        kept = dict(self.names)
        for item in ast.walk(inner.args):
            if isinstance(item, ast.arg):
                self.names[item.arg] = self.source.classes_in(self.function.module, item.annotation)
        self.lines(inner.body)
        self.names = kept

    def _bind(self, target: ast.expr, classes: frozenset[Class], value: ast.expr | None) -> None:
        if isinstance(target, ast.Name):
            self.names[target.id] = classes
            self.called[target.id] = () if value is None else tuple(self._callables(value))
        elif isinstance(target, ast.Starred):
            self._bind(target.value, classes, None)
        elif isinstance(target, ast.Tuple | ast.List):
            single = isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts)
            for place, item in enumerate(target.elts):
                if single:
                    assert isinstance(value, ast.Tuple | ast.List)
                    self._bind(item, self._known(value.elts[place]), value.elts[place])
                else:
                    self._bind(item, classes, None)
        else:
            self.value(target)

    # -- values --------------------------------------------------------------------------------------------------------

    def value(self, node: ast.expr) -> frozenset[Class]:
        """The classes that a value may be of, after every call in it was made."""
        if isinstance(node, ast.Name):
            return self.names.get(node.id, frozenset())
        if isinstance(node, ast.Attribute):
            return self._attribute(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
            return self._comprehension(node)
        if isinstance(node, ast.Lambda):
            self.value(node.body)
            return frozenset()
        if isinstance(node, ast.NamedExpr):
            classes = self.value(node.value)
            self._bind(node.target, classes, node.value)
            return classes
        if isinstance(node, ast.IfExp):
            self.value(node.test)
            return self.value(node.body) | self.value(node.orelse)
        if isinstance(node, ast.Subscript):
            self.value(node.slice)
            return self.value(node.value)
        found = frozenset().union(
            *(self.value(item) for item in ast.iter_child_nodes(node) if isinstance(item, ast.expr))
        )
        whole = ast.Tuple | ast.List | ast.Set | ast.Dict | ast.BoolOp | ast.Starred | ast.Await | ast.YieldFrom
        return found if isinstance(node, whole) else frozenset()

    def _known(self, node: ast.expr) -> frozenset[Class]:
        """The same without making its calls again."""
        count, been = len(self.walker.steps), set(self.walker.been)
        classes = self.value(node)
        del self.walker.steps[count:]
        self.walker.been = been
        return classes

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> frozenset[Class]:
        kept = dict(self.names)
        for part in node.generators:
            self._bind(part.target, self.value(part.iter), None)
            for test in part.ifs:
                self.value(test)
        parts = (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)
        found = frozenset().union(*map(self.value, parts))
        self.names = kept
        return found

    def _attribute(self, node: ast.Attribute) -> frozenset[Class]:
        found: set[Class] = set()
        for owner in self.value(node.value):
            for base in self.source.bases(owner):
                if node.attr in base.fields:
                    found |= self.source.classes_in(base.module, base.fields[node.attr])
                    break
                if (method := base.methods.get(node.attr)) is not None:
                    if method.is_property:
                        self.walker.call(method, {}, frozenset({owner}))
                        found |= self.source.classes_in(base.module, method.node.returns)
                    break
        return frozenset(found)

    # -- calls ---------------------------------------------------------------------------------------------------------

    def _call(self, node: ast.Call) -> frozenset[Class]:
        functions = list(self._callables(node.func))
        owners: frozenset[Class] = frozenset()
        if isinstance(node.func, ast.Attribute):
            owners = self.value(node.func.value)
            functions += self._methods(owners, node.func.attr)
        elif isinstance(node.func, ast.Call):
            self.value(node.func)
        places = [(item, self.value(item)) for item in node.args]
        words = {item.arg: self.value(item.value) for item in node.keywords}
        every = (*node.args, *(word.value for word in node.keywords))
        referred = [function for item in every for function in self._callables(item)]
        given = [classes for _, classes in places] + list(words.values())
        made = self._made(node.func)
        if _named(node.func, "partial", "map", "starmap", "filter") and node.args:
            functions, places, referred = list(self._callables(node.args[0])), places[1:], []
            made |= self._made(node.args[0])
        found = set(made)
        for function in functions:
            self.walker.call(function, self._by_parameter(function, places, words), owners)
            found |= self._result(function, given)
        for function in referred:  # whoever is given a function calls it, with what it says it takes
            if function.owner is None:
                self.walker.call(function, self.walker.of_parameters(function))
            if not functions:
                found |= self.source.classes_in(function.module, function.node.returns)
        if not functions and not made:
            found |= frozenset().union(*given) if _named(node.func, *_THROUGH) else set()
        return frozenset(found)

    def _result(self, function: Function, given: list[frozenset[Class]]) -> frozenset[Class]:
        classes = self.source.classes_in(function.module, function.node.returns)
        if self.source.variables_in(function.module, function.node.returns):
            classes |= frozenset().union(*given)
        return classes

    def _made(self, node: ast.expr) -> frozenset[Class]:
        """The class that a call makes something of."""
        found = self._meant(node)
        return frozenset({found}) if isinstance(found, Class) else frozenset()

    def _methods(self, owners: frozenset[Class], name: str) -> list[Function]:
        found = []
        for owner in owners:
            methods = (base.methods[name] for base in self.source.bases(owner) if name in base.methods)
            found += [method for method in (next(methods, None),) if method is not None and not method.is_property]
        return found

    def _by_parameter(
        self,
        function: Function,
        places: list[tuple[ast.expr, frozenset[Class]]],
        words: Mapping[str | None, frozenset[Class]],
    ) -> Names:
        """Parameter → the classes that a call gives to it."""
        names = [item.arg for item in function.parameters]
        given: Names = {}
        if function.owner is not None and "staticmethod" not in function.decorators and names:
            names = names[1:]
        for place, (node, classes) in enumerate(places):
            into = names[place:] if isinstance(node, ast.Starred) else names[place : place + 1]
            for name in into or names[-1:]:
                given[name] = given.get(name, frozenset()) | classes
        for name, classes in words.items():
            if name in names:
                given[name] = given.get(name, frozenset()) | classes
        return given

    def _callables(self, node: ast.expr) -> Iterator[Function]:
        """The functions that a value is: named, part by part (``.work``), or imported by a name that is put together."""
        if isinstance(node, ast.Name) and self.called.get(node.id):
            yield from self.called[node.id]
            return
        found = self._meant(node)
        if isinstance(found, Function):
            yield found
        elif isinstance(found, Class) and "__init__" in found.methods:
            yield found.methods["__init__"]
        elif isinstance(found, Class) and "__post_init__" in found.methods:
            yield found.methods["__post_init__"]
        elif isinstance(node, ast.Attribute) and node.attr == "work":
            yield from self._callables(node.value)
        elif isinstance(node, ast.Call) and self.walker.put:
            yield from self._imported(node)
            for function in self._callables(node.func):
                for inner in ast.walk(function.node):
                    if isinstance(inner, ast.Call):
                        yield from self._imported(inner)

    def _meant(self, node: ast.expr) -> Function | Class | Module | ast.expr | None:
        if isinstance(node, ast.Name):
            return (
                None
                if node.id in self.names or node.id in self.inner
                else self.source.meant(self.function.module, node.id)
            )
        if isinstance(node, ast.Attribute):
            home = self._meant(node.value)
            if isinstance(home, Module):
                return self.source.meant(home, node.attr)
            if isinstance(home, Class):
                return home.methods.get(node.attr)
        return None

    def _imported(self, node: ast.Call) -> Iterator[Function]:
        """``getattr(import_module(f"a.{name}.b"), name)``: the functions that it can be."""
        if not _named(node.func, "getattr") or not node.args:
            return
        home = node.args[0]
        if (
            isinstance(home, ast.Call)
            and _named(home.func, "import_module")
            and isinstance(home.args[0], ast.JoinedStr)
        ):
            pattern, put = _pattern(home.args[0])
            own = node.args[1]
            for name, found in self.source.modules.items():
                if fnmatchcase(name, pattern):
                    parts = re.fullmatch(pattern.replace(".", r"\.").replace("*", "(.*)"), name)
                    wanted = str(parts.group(1)) if parts and ast.dump(own) == ast.dump(put) else None
                    yield from (
                        function
                        for called, function in found.functions.items()
                        if called == wanted or (wanted is None and not called.startswith("_"))
                    )


_THROUGH = (
    "tuple", "list", "set", "frozenset", "dict", "sorted", "reversed", "enumerate", "zip", "iter", "next", "replace", "cast",
    "chain", "from_iterable", "filter", "items", "values", "get", "copy", "max", "min",
)  # fmt: skip
"""What gives back what it is given, or parts of it, where its own text is not here."""

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def _named(node: ast.expr, *names: str) -> bool:
    return (node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")) in names


def _pattern(text: ast.JoinedStr) -> tuple[str, ast.expr]:
    """A text that is put together, as a pattern; and what is put in."""
    parts = [str(item.value) if isinstance(item, ast.Constant) else "*" for item in text.values]
    put = next(item.value for item in text.values if isinstance(item, ast.FormattedValue))
    return "".join(parts), put

"""Modules below a folder as syntax trees: which function or class a name means in one of them, and which classes an annotation
names."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

__all__ = ["Class", "Function", "Module", "Source"]

FunctionDef = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(eq=False)
class Module:
    """A module by its dotted name. ``imports``: name → module and name there ("" for a module itself)."""

    name: str
    tree: ast.Module
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    classes: dict[str, Class] = field(default_factory=dict)
    values: dict[str, ast.expr] = field(default_factory=dict)


@dataclass(eq=False)
class Function:
    """A function, or a method of ``owner``."""

    module: Module
    node: FunctionDef
    owner: Class | None = None

    @property
    def name(self) -> str:
        """With the class before it where it is a method."""
        return f"{self.owner.node.name}.{self.node.name}" if self.owner else self.node.name

    @property
    def parameters(self) -> tuple[ast.arg, ...]:
        """Every parameter, in the order in which they are given by place."""
        given = self.node.args
        more = [item for item in (given.vararg, given.kwarg) if item is not None]
        return (*given.posonlyargs, *given.args, *given.kwonlyargs, *more)

    @cached_property
    def decorators(self) -> frozenset[str]:
        """The names of its decorators."""
        return frozenset(_last(item) for item in self.node.decorator_list)

    @property
    def is_property(self) -> bool:
        """Whether it is read without being called."""
        return bool(self.decorators & {"property", "cached_property", "derived", "told"})


@dataclass(eq=False)
class Class:
    """A class. ``fields``: name → annotation, of those that its body and ``__init__`` say."""

    module: Module
    node: ast.ClassDef
    methods: dict[str, Function] = field(default_factory=dict)
    fields: dict[str, ast.expr] = field(default_factory=dict)


class Source:
    """All modules below a folder, by name."""

    def __init__(self, folder: Path) -> None:
        self.modules: dict[str, Module] = {}
        for path in sorted(folder.rglob("*.py")):
            parts = path.relative_to(folder).with_suffix("").parts
            package = parts[-1] == "__init__"
            name = ".".join(parts[:-1] if package else parts)
            self.modules[name] = _module(name, ast.parse(path.read_text(encoding="utf-8")), package)

    def meant(self, module: Module, name: str) -> Function | Class | Module | ast.expr | None:
        """What a name means in a module: what is defined there, or where it was imported from; None for what lies elsewhere."""
        seen: set[tuple[str, str]] = set()
        while (module.name, name) not in seen:
            seen.add((module.name, name))
            found = module.functions.get(name) or module.classes.get(name) or module.values.get(name)
            if found is not None:
                return found
            home, own = module.imports.get(name, ("", ""))
            if not own or f"{home}.{own}" in self.modules:
                return self.modules.get(f"{home}.{own}" if own else home)
            if home not in self.modules:
                return None
            module, name = self.modules[home], own
        return None

    def classes_in(self, module: Module, annotation: ast.expr | None) -> frozenset[Class]:
        """The classes that an annotation names: of a container those in it, of a function none."""
        return frozenset(self._classes(module, annotation, set()))

    def variables_in(self, module: Module, annotation: ast.expr | None) -> bool:
        """Whether an annotation names a type variable without a bound, so that whatever is given may come out."""
        names = [] if annotation is None else [item.id for item in ast.walk(annotation) if isinstance(item, ast.Name)]
        values = (self.meant(module, name) for name in names)
        return any(map(_is_variable, values))

    def takes(self, module: Module, annotation: ast.expr | None, given: frozenset[Class]) -> frozenset[Class]:
        """Those of some classes that a parameter can be given: what its annotation names, or is made of that; where it may be
        anything, all of them."""
        if annotation is None:
            return given
        names = [node for node in ast.walk(annotation) if isinstance(node, ast.Name)]
        values = [self.meant(module, node.id) for node in names]
        if {node.id for node in names} & {"Any", "object"} or any(map(_is_variable, values)):
            return given
        named = self.classes_in(module, annotation)
        if any(_last(base) == "Protocol" for item in named for base in item.node.bases):
            return given
        return frozenset(item for item in given if named & set(self.bases(item)))

    def _classes(self, module: Module, node: ast.expr | None, seen: set[int]) -> Iterator[Class]:
        if node is None or id(node) in seen:
            return
        seen.add(id(node))
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            try:
                node = ast.parse(node.value, mode="eval").body
            except SyntaxError:  # a text of an Annotated or a Literal
                return
        if isinstance(node, ast.Name):
            found = self.meant(module, node.id)
            if isinstance(found, Class):
                yield found
            elif isinstance(found, ast.Call) and _last(found.func) == "TypeVar":
                for word in found.keywords:
                    yield from self._classes(module, word.value, seen)
            elif isinstance(found, ast.Subscript | ast.BinOp):  # a name for a type
                yield from self._classes(module, found, seen)
        elif isinstance(node, ast.Subscript):
            if _last(node.value) not in ("Callable", "Literal", "type"):
                yield from self._classes(module, node.value, seen)
                yield from self._classes(module, node.slice, seen)
        elif isinstance(node, ast.BinOp):
            yield from self._classes(module, node.left, seen)
            yield from self._classes(module, node.right, seen)
        elif isinstance(node, ast.Tuple | ast.List):
            for item in node.elts:
                yield from self._classes(module, item, seen)

    def bases(self, owner: Class) -> Iterator[Class]:
        """A class and those that it is made of."""
        yield owner
        for base in owner.node.bases:
            for item in self.classes_in(owner.module, base):
                yield from self.bases(item)

    def holding(self, names: frozenset[str]) -> frozenset[Class]:
        """The classes of some names, and those that keep one of them in a field, or in a field of a field."""
        every = [item for module in self.modules.values() for item in module.classes.values()]
        kept = {
            item: {of for base in self.bases(item) for of in (base, *self._fields(base)) if of is not item}
            for item in every
        }
        held = {item for item in every if item.node.name in names}
        while more := {item for item in every if item not in held and kept[item] & held}:
            held |= more
        return frozenset(held)

    def _fields(self, owner: Class) -> frozenset[Class]:
        return frozenset().union(*(self.classes_in(owner.module, item) for item in owner.fields.values()))


def _module(name: str, tree: ast.Module, package: bool) -> Module:
    module = Module(name, tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            above = name.split(".") if package else name.split(".")[:-1]
            home = ".".join(above[: len(above) - node.level + 1]) if node.level else ""
            home = ".".join(filter(None, (home, node.module)))
            module.imports |= {item.asname or item.name: (home, item.name) for item in node.names}
        elif isinstance(node, ast.Import):
            module.imports |= {item.asname: (item.name, "") for item in node.names if item.asname}
    for node in tree.body:
        if isinstance(node, FunctionDef):
            module.functions[node.name] = Function(module, node)
        elif isinstance(node, ast.ClassDef):
            module.classes[node.name] = _class(module, node)
        elif isinstance(node, ast.Assign):
            module.values |= {item.id: node.value for item in node.targets if isinstance(item, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            module.values[node.target.id] = node.value
    return module


def _class(module: Module, node: ast.ClassDef) -> Class:
    owner = Class(module, node)
    for item in node.body:
        if isinstance(item, FunctionDef):
            owner.methods[item.name] = Function(module, item, owner)
        elif isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            owner.fields[item.target.id] = item.annotation
    begun = owner.methods.get("__init__")
    if begun is not None:
        given = {item.arg: item.annotation for item in begun.parameters if item.annotation is not None}
        for line in ast.walk(begun.node):
            if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Attribute):
                owner.fields[line.target.attr] = line.annotation
            elif isinstance(line, ast.Assign):
                for target, value in _pairs(line):
                    if isinstance(target, ast.Attribute) and isinstance(value, ast.Name) and value.id in given:
                        owner.fields[target.attr] = given[value.id]
    return owner


def _pairs(line: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    for target in line.targets:
        if isinstance(target, ast.Tuple) and isinstance(line.value, ast.Tuple):
            yield from zip(target.elts, line.value.elts, strict=False)
        else:
            yield target, line.value


def _is_variable(value: object) -> bool:
    """Whether a value is a type variable without a bound."""
    return (
        isinstance(value, ast.Call)
        and _last(value.func) in ("TypeVar", "ParamSpec")
        and not any(word.arg == "bound" for word in value.keywords)
    )


def _last(node: ast.expr) -> str:
    """The last word of a dotted name."""
    if isinstance(node, ast.Call):
        node = node.func
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")

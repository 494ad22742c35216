"""Frozen values: dataclasses whose methods are not compiled anew for each class.

`dataclass(frozen=True, slots=True)` writes and compiles six functions a class, which took a fifth of the time of a
command that checks one draft: it uses some sixty of these classes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

_Class = TypeVar("_Class", bound=type)
_Parts = tuple[Any, ...]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: _Class) -> _Class:
    """Make the class what `dataclass(frozen=True, slots=True)` makes it: immutable, compared and hashed by its fields."""
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    parts = fields(made)
    names = tuple(part.name for part in parts)
    setters = tuple(made.__dict__[name].__set__ for name in names)
    of = attrgetter(*names) if names else _nothing
    values: Callable[[object], _Parts] = of if len(names) != 1 else lambda value: (of(value),)
    makers = {part.name: part.default_factory for part in parts if part.default_factory is not MISSING}
    defaults = {part.name: part.default for part in parts if part.default is not MISSING}

    def init(self: object, *given: Any, **named: Any) -> None:
        if named or len(given) != len(names):
            given = _completed(cls, names, given, named, defaults, makers)
        for put, value in zip(setters, given, strict=True):
            put(self, value)

    def equal(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    made.__init__ = init
    made.__eq__ = equal
    made.__hash__ = lambda self: hash(values(self))
    made.__repr__ = lambda self: f"{cls.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"
    made.__reduce__ = lambda self: (self.__class__, values(self))
    made.__setattr__ = made.__delattr__ = _refuse
    return made  # type: ignore[no-any-return]  # the class that dataclass made of it


def _completed(
    cls: type,
    names: tuple[str, ...],
    given: _Parts,
    named: Mapping[str, Any],
    defaults: Mapping[str, Any],
    makers: Mapping[str, Callable[[], Any]],
) -> _Parts:
    """Return the values of all fields, of those given by place and by name. Raises TypeError where these are not the fields."""
    rest = names[len(given) :]
    if len(given) > len(names) or not named.keys() <= set(rest):
        raise TypeError(f"{cls.__name__} is made of {', '.join(names)}; given are {len(given)} values and {', '.join(named) or 'no names'}")
    values = [*given]
    for name in rest:
        if name in named:
            values.append(named[name])
        elif name in defaults:
            values.append(defaults[name])
        elif name in makers:
            values.append(makers[name]())
        else:
            raise TypeError(f"{cls.__name__} lacks its {name}")
    return tuple(values)


def _nothing(_: object) -> _Parts:
    return ()


def _refuse(self: object, name: str, _: object = None) -> NoReturn:
    raise FrozenInstanceError(f"{self.__class__.__name__} is frozen, {name} with it")

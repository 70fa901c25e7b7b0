"""A fitted model as plain arrays and JSON values, and back: no pickle, no code."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeVar, get_type_hints

import numpy as np
from numpy.typing import NDArray

Model = TypeVar("Model")


@dataclass(frozen=True)
class Packed:
    """A model's arrays and its other values, by field."""

    arrays: Mapping[str, NDArray[Any]]
    values: Mapping[str, Any]

    def part(self, name: str) -> "Packed":
        """Return what stands under a name, of a field that is a model itself."""
        arrays = {
            key.removeprefix(f"{name}."): array for key, array in self.arrays.items() if key.startswith(f"{name}.")
        }
        return Packed(arrays, self.values[name])


def pack(model: object) -> Packed:
    """Return the fields of a model, a dataclass, as arrays and JSON values.

    Arrays that single precision holds without loss are stored so.
    """
    arrays: dict[str, NDArray[Any]] = {}
    values: dict[str, Any] = {}
    for field in fields(model):  # type: ignore[arg-type]  # all models are dataclasses
        value = getattr(model, field.name)
        if is_dataclass(value):
            part = pack(value)
            arrays |= {f"{field.name}.{name}": array for name, array in part.arrays.items()}
            values[field.name] = part.values
        elif isinstance(value, np.ndarray):
            arrays[field.name] = _shrink(value)
        else:
            values[field.name] = value
    return Packed(arrays, values)


def unpack(kind: type[Model], packed: Packed) -> Model:
    """Return the model that was packed.

    Raises:
        KeyError: A field is missing.
    """
    types = get_type_hints(kind)
    found: dict[str, Any] = {}
    for field in fields(kind):  # type: ignore[arg-type]  # all models are dataclasses
        name = field.name
        if is_dataclass(types[name]):
            found[name] = unpack(types[name], packed.part(name))
        elif name in packed.arrays:
            found[name] = _widen(packed.arrays[name])
        else:
            value = packed.values[name]
            found[name] = tuple(value) if isinstance(value, list) else value
    return kind(**found)


def round_weights(weights: NDArray[Any]) -> NDArray[np.float64]:
    """Return weights rounded to single precision: half the size, and alike on machines that differ in the last bit."""
    return weights.astype(np.float32).astype(np.float64)


def _shrink(array: NDArray[Any]) -> NDArray[Any]:
    if array.dtype != np.float64:
        return array
    single = array.astype(np.float32)
    return single if np.array_equal(single, array) else array


def _widen(array: NDArray[Any]) -> NDArray[Any]:
    return array.astype(np.float64) if array.dtype == np.float32 else array

"""The graph of a transformer of the BERT family for ONNX Runtime, its products in whole numbers of 8 bits.

Weights become whole numbers by rows of the output, inputs by ranges that were seen beforehand, so that no
text changes with the batch it is in. A few places of the inputs are ten times larger than the rest and would
leave it no precision: they are made smaller and their weights larger (SmoothQuant, Xiao et al. 2022).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from intents.transformer import protobuf

# Weights take seven of their eight bits: processors with AVX2 and no VNNI add two products of eight bits in
# sixteen, which overflow beyond this.
_LARGEST = 64
_SHIFT = 0.7  # how much of the unevenness moves from inputs to weights; of 0.3 to 0.9 the most alike vectors
_TINY = 1e-3
_OURS = "com.microsoft"  # operators that are ONNX Runtime's own

Ranges = Mapping[str, np.ndarray]
"""The largest absolute value of each place of an input, by the name of the product."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a transformer is made of; `positions` is how many pieces it reads, `eps` steadies its norms."""

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    eps: float


@dataclass(frozen=True, slots=True)
class Linear:
    """A product: `weight` has the shape (outputs, inputs)."""

    weight: np.ndarray
    bias: np.ndarray


@dataclass(frozen=True, slots=True)
class Norm:
    """A layer norm."""

    scale: np.ndarray
    bias: np.ndarray


@dataclass(frozen=True, slots=True)
class Layer:
    """Attention, its norm, the two products of the feed-forward part, their norm."""

    query: Linear
    key: Linear
    value: Linear
    out: Linear
    attended: Norm
    inner: Linear
    outer: Linear
    fed: Norm


class _Graph:
    """Steps and constants, as they come. Without `ranges` products stay in float32 and are `observed`."""

    def __init__(self, shape: Shape, ranges: Ranges | None) -> None:
        self.shape, self.ranges = shape, ranges
        self.nodes: list[bytes] = []
        self.constants: list[bytes] = []
        self.observed: dict[str, str] = {}

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants.append(protobuf.tensor(name, value))
        return name

    def step(
        self, operator: str, inputs: list[str], name: str, domain: str = "", **more: protobuf.Attribute
    ) -> str:
        self.nodes.append(protobuf.node(operator, inputs, [name], domain, **more))
        return name

    def linear(self, name: str, given: str, product: Linear, *, uneven: bool = False) -> str:
        """A product with its bias. `uneven`: rows of the input differ too much in size for one scale."""
        bias = self.constant(f"{name}.bias", product.bias)
        if self.ranges is None:
            self.observed[name] = given
            weight = self.constant(f"{name}.weight", product.weight.T)
            return self.step("Add", [self.step("MatMul", [given, weight], f"{name}.product"), bias], name)
        factors = _factors(self.ranges[name], product.weight)
        weights = product.weight * factors
        given = self.step("Mul", [given, self.constant(f"{name}.factors", 1 / factors)], f"{name}.evened")
        largest, sizes = float((self.ranges[name] / factors).max()), ""
        if uneven:
            sizes = self.step("Abs", [given], f"{name}.absolute")
            sizes = self.step("ReduceMax", [sizes], f"{name}.largest", axes=[-1], keepdims=1)
            sizes = self.step("Max", [sizes, "tiny"], f"{name}.sizes")
            largest, given = 1.0, self.step("Div", [given, sizes], f"{name}.sized")
        scale = self.constant(f"{name}.scale", np.array(largest / 127, np.float32))
        whole = self.step("QuantizeLinear", [given, scale, "middle"], f"{name}.whole")
        scales = np.maximum(np.abs(weights).max(axis=1), 1e-9).astype(np.float32) / _LARGEST
        inputs = [
            whole,
            self.constant(f"{name}.weight", np.rint(weights / scales[:, None]).astype(np.int8).T),
            scale,
            self.constant(f"{name}.scales", scales),
            "middle",
            self.constant(f"{name}.zeros", np.zeros(len(scales), np.int8)),
        ]
        if not uneven:
            return self.step("MatMulIntegerToFloat", [*inputs, bias], name, _OURS)
        found = self.step("MatMulIntegerToFloat", inputs, f"{name}.product", _OURS)
        return self.step("Add", [self.step("Mul", [found, sizes], f"{name}.scaled"), bias], name)

    def norm(self, name: str, given: str, added: str | None, norm: Norm) -> str:
        """The norm of an input, or of the sum of two."""
        factors = [self.constant(f"{name}.scale", norm.scale), self.constant(f"{name}.bias", norm.bias)]
        if added is None:
            return self.step("LayerNormalization", [given, *factors], name, axis=-1, epsilon=self.shape.eps)
        inputs = [given, added, *factors]
        return self.step("SkipLayerNormalization", inputs, name, _OURS, epsilon=self.shape.eps)

    def layer(self, number: int, given: str, layer: Layer) -> str:
        name = f"layer{number}"
        three = (layer.query, layer.key, layer.value)
        stacked = Linear(
            np.concatenate([one.weight for one in three]), np.concatenate([one.bias for one in three])
        )
        split = [f"{name}.query", f"{name}.key", f"{name}.value"]
        joined = self.linear(f"{name}.qkv", given, stacked)
        self.nodes.append(protobuf.node("Split", [joined, "thirds"], split, axis=-1))
        attention = self.step(
            "MultiHeadAttention", [*split, "", "mask"], f"{name}.heads", _OURS, num_heads=self.shape.heads
        )
        attended = self.norm(
            f"{name}.attended", given, self.linear(f"{name}.out", attention, layer.out), layer.attended
        )
        inner = self.linear(f"{name}.inner", attended, layer.inner)
        grown = self.step("Gelu", [inner], f"{name}.gelu", _OURS)
        outer = self.linear(f"{name}.outer", grown, layer.outer, uneven=True)
        last = number == self.shape.layers - 1
        return self.norm("tokens" if last else f"{name}.fed", attended, outer, layer.fed)


def build(
    shape: Shape, norm: Norm, layers: Iterable[Layer], ranges: Ranges | None
) -> tuple[bytes, dict[str, str]]:
    """An ONNX model: `embedded` (texts, pieces, hidden) and `mask` (texts, pieces; 1 where a piece is) to
    `tokens` (texts, pieces, hidden).

    Without `ranges` it calculates in float32 and has as further outputs the inputs of all products that
    `ranges` are wanted for; the second value names the output of each.
    """
    graph = _Graph(shape, ranges)
    graph.constant("thirds", np.full(3, shape.hidden, np.int64))
    graph.constant("middle", np.array(128, np.uint8))  # the whole number that is zero
    graph.constant("tiny", np.array(_TINY, np.float32))
    at = graph.norm("start", "embedded", None, norm)
    for number, layer in enumerate(layers):
        at = graph.layer(number, at, layer)
    text: list[int | str] = ["texts", "pieces"]
    inputs = [
        protobuf.value("embedded", np.float32, [*text, shape.hidden]),
        protobuf.value("mask", np.int32, text),
    ]
    seen = graph.observed
    outputs = [protobuf.value("tokens", np.float32, [*text, shape.hidden])]
    outputs += [
        protobuf.value(given, np.float32, [*text, shape.inner if name.endswith("outer") else shape.hidden])
        for name, given in seen.items()
    ]
    return protobuf.model(graph.nodes, graph.constants, inputs, outputs), seen


def _factors(largest: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """What inputs are divided by and weights multiplied with, at each place."""
    ours = np.maximum(np.abs(weights).max(axis=0), _TINY)
    factors = np.maximum(largest, _TINY) ** _SHIFT / ours ** (1 - _SHIFT)
    return np.asarray(factors / np.exp(np.log(factors).mean()), np.float32)

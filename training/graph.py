"""Builds the encoder as one ONNX graph, straight from the weights; no torch involved.

`precision='float'` is the reference, `precision='int8'` is what ships. Stock dynamic quantisation
takes one activation scale per batch, so a vector would depend on what else is in the batch; here
every row (token) has its own scale, and a text gives the same vector alone and in company.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

LAYERS, HEADS, HIDDEN, EPSILON = 6, 12, 384, 1e-12
# 255 * 64 * 2 fits 16 bits: CPUs without VNNI add two products in 16 bits and would saturate.
WEIGHT_LIMIT = 64
MICROSOFT = "com.microsoft"


class GraphBuilder:
    def __init__(self, precision: str, channels: dict[str, np.ndarray] | None = None):
        self.precision = precision
        self.channels = channels or {}
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def constant_once(self, name: str, value: np.ndarray) -> str:
        known = any(initializer.name == name for initializer in self.initializers)
        return name if known else self.constant(name, value)

    def add(self, op: str, inputs: list[str], output: str, domain: str = "", **attributes) -> str:
        self.nodes.append(
            helper.make_node(op, inputs, [output], name=output, domain=domain, **attributes)
        )
        return output

    def dense(self, source: str, weight: np.ndarray, bias: np.ndarray, name: str) -> str:
        """x @ weight.T + bias; `weight` is [out, in] as in the checkpoint."""
        if self.precision == "float":
            matrix = self.constant(f"{name}.weight", weight.T)
            product = self.add("MatMul", [source, matrix], f"{name}.product")
            return self.add("Add", [product, self.constant(f"{name}.bias", bias)], name)
        return self.dense_int8(source, weight, bias, name)

    def dense_int8(self, source: str, weight: np.ndarray, bias: np.ndarray, name: str) -> str:
        """Weights: one scale per output. Activations: each row is divided by its largest
        magnitude first, so that one constant scale fits all rows."""
        if name in self.channels:
            source, weight = self.smoothed(source, weight, name)
        scale = np.maximum(np.abs(weight).max(axis=1), 1e-12) / WEIGHT_LIMIT
        quantised = np.rint(weight / scale[:, None]).astype(np.int8)
        largest = self.add(
            "ReduceMax", [self.add("Abs", [source], f"{name}.magnitude")], f"{name}.largest",
            axes=[-1], keepdims=1,
        )
        unit = self.add("Div", [source, largest], f"{name}.unit")
        unit_scale = self.constant_once("unit.scale", np.array(1 / 127, np.float32))
        unit_zero = self.constant_once("unit.zero", np.array(128, np.uint8))
        integers = self.add("QuantizeLinear", [unit, unit_scale, unit_zero], f"{name}.integers")
        inputs = [
            integers,
            self.constant(f"{name}.weight", quantised.T),
            unit_scale,
            self.constant(f"{name}.scale", scale.astype(np.float32)),
            unit_zero,
        ]
        product = self.add("MatMulIntegerToFloat", inputs, f"{name}.product", MICROSOFT)
        scaled = self.add("Mul", [product, largest], f"{name}.scaled")
        return self.add("Add", [scaled, self.constant(f"{name}.bias", bias)], name)

    def smoothed(self, source: str, weight: np.ndarray, name: str) -> tuple[str, np.ndarray]:
        """See measure_channels.py."""
        activation = np.maximum(self.channels[name], 1e-3)
        factor = np.sqrt(activation / np.maximum(np.abs(weight).max(axis=0), 1e-3))
        factor = (factor / np.exp(np.log(factor).mean())).astype(np.float32)
        inverse = self.constant(f"{name}.smoothing", 1 / factor)
        return self.add("Mul", [source, inverse], f"{name}.smoothed"), weight * factor

    def lookup(self, ids: str, table: np.ndarray, name: str) -> str:
        """Row lookup; int8 keeps one scale per row."""
        if self.precision == "float":
            return self.add("Gather", [self.constant(f"{name}.table", table), ids], name)
        scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-12) / 127
        quantised = np.rint(table / scale).astype(np.int8)
        rows = self.add("Gather", [self.constant(f"{name}.table", quantised), ids], f"{name}.rows")
        wide = self.add("Cast", [rows], f"{name}.wide", to=TensorProto.FLOAT)
        scales = self.constant(f"{name}.scale", scale.astype(np.float32))
        return self.add("Mul", [wide, self.add("Gather", [scales, ids], f"{name}.scales")], name)


def load_weights(model: Path) -> dict[str, np.ndarray]:
    weights = load_file(model / "model.safetensors")
    return {k: v.astype(np.float32) for k, v in weights.items() if v.dtype != np.int64}


def build(model: Path, precision: str, channels: dict | None = None, heads: dict | None = None):
    """`channels`: dense layer -> largest input per channel, see measure_channels.py;
    `heads`: task -> [(weight [out, in], bias), ...], GELU between the layers."""
    w = load_weights(model)
    g = GraphBuilder(precision, channels)
    hidden = embeddings(g, w)
    mask = g.add("Cast", ["attention_mask"], "mask.int32", to=TensorProto.INT32)
    for layer in range(LAYERS):
        hidden = encoder_layer(g, w, hidden, mask, layer)
    pooled(g, hidden)
    outputs = [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", HIDDEN])]
    for task, layers in (heads or {}).items():
        classes = sequence_head(g, task, layers)
        outputs.append(
            helper.make_tensor_value_info(f"{task}_logits", TensorProto.FLOAT, ["batch", classes])
        )
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
        for name in ("input_ids", "attention_mask")
    ]
    graph = helper.make_graph(g.nodes, "switchyard-encoder", inputs, outputs, g.initializers)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8)


def embeddings(g: GraphBuilder, w: dict) -> str:
    words = g.lookup("input_ids", w["embeddings.word_embeddings.weight"], "words")
    # The token type is always 0, so its row joins the positions.
    positions = (
        w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0]
    )
    table = g.constant("positions", positions)
    shape = g.add("Shape", ["input_ids"], "tokens.count", start=1, end=2)
    zero = g.constant("zero", np.array([0], np.int64))
    rows = g.add("Slice", [table, zero, shape, zero], "positions.rows")
    summed = g.add("Add", [words, rows], "embeddings.sum")
    gamma = g.constant("embeddings.gamma", w["embeddings.LayerNorm.weight"])
    beta = g.constant("embeddings.beta", w["embeddings.LayerNorm.bias"])
    return g.add(
        "LayerNormalization", [summed, gamma, beta], "embeddings", axis=-1, epsilon=EPSILON
    )


def encoder_layer(g: GraphBuilder, w: dict, hidden: str, mask: str, layer: int) -> str:
    prefix, name = f"encoder.layer.{layer}", f"layer{layer}"

    def parameters(part: str):
        return w[f"{prefix}.{part}.weight"], w[f"{prefix}.{part}.bias"]

    parts = [parameters(f"attention.self.{part}") for part in ("query", "key", "value")]
    weight = np.concatenate([p[0] for p in parts])
    bias = np.concatenate([p[1] for p in parts])
    qkv = g.dense(hidden, weight, bias, f"{name}.qkv")
    query, key, value = (f"{name}.{part}" for part in ("query", "key", "value"))
    g.nodes.append(
        helper.make_node("Split", [qkv], [query, key, value], name=f"{name}.split", axis=-1)
    )
    context = g.add(
        "MultiHeadAttention", [query, key, value, "", mask], f"{name}.context", MICROSOFT,
        num_heads=HEADS,
    )
    attended = g.dense(context, *parameters("attention.output.dense"), f"{name}.attended")
    hidden = normalised_sum(g, attended, hidden, *parameters("attention.output.LayerNorm"), f"{name}.norm1")
    inner = g.dense(hidden, *parameters("intermediate.dense"), f"{name}.inner")
    active = g.add("Gelu", [inner], f"{name}.active", MICROSOFT)
    output = g.dense(active, *parameters("output.dense"), f"{name}.output")
    return normalised_sum(g, output, hidden, *parameters("output.LayerNorm"), f"{name}.norm2")


def normalised_sum(g: GraphBuilder, a: str, b: str, gamma, beta, name: str) -> str:
    inputs = [a, b, g.constant(f"{name}.gamma", gamma), g.constant(f"{name}.beta", beta)]
    return g.add("SkipLayerNormalization", inputs, name, MICROSOFT, epsilon=EPSILON)


def pooled(g: GraphBuilder, hidden: str) -> None:
    mask = g.add("Cast", ["attention_mask"], "mask.float", to=TensorProto.FLOAT)
    axis = g.constant("axis.last", np.array([2], np.int64))
    wide = g.add("Unsqueeze", [mask, axis], "mask.wide")
    kept = g.add("Mul", [hidden, wide], "pool.kept")
    axes = g.constant("axis.tokens", np.array([1], np.int64))
    total = g.add("ReduceSum", [kept, axes], "pool.total", keepdims=0)
    # The mean and the sum have the same direction, so normalising the sum is enough.
    g.add("LpNormalization", [total], "embedding", axis=-1, p=2)


def sequence_head(g: GraphBuilder, task: str, layers: list) -> int:
    source = "embedding"
    for index, (weight, bias) in enumerate(layers):
        last = index == len(layers) - 1
        name = f"{task}_logits" if last else f"{task}.hidden{index}"
        matrix = g.constant(f"{name}.weight", weight.T.astype(np.float32))
        product = g.add("MatMul", [source, matrix], f"{name}.product")
        source = g.add("Add", [product, g.constant(f"{name}.bias", bias.astype(np.float32))], name)
        if not last:
            source = g.add("Gelu", [source], f"{name}.active", MICROSOFT)
    return layers[-1][0].shape[0]

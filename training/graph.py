"""Builds the encoder as one ONNX graph, straight from the weights; no torch involved.

`precision='float'` is the reference, `precision='int8'` is what ships. Stock dynamic quantisation
takes one activation scale per batch, so a vector would depend on what else is in the batch; here
every row (token) has its own scale, and a text gives the same vector alone and in company.
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HEADS, HIDDEN, EPSILON = 12, 384, 1e-12
# 255 * 64 * 2 fits 16 bits: CPUs without VNNI add two products in 16 bits and would saturate.
WEIGHT_LIMIT = 64
MICROSOFT = "com.microsoft"


def quantised_rows(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """-> int8 [rows, width], what one step is worth [rows, 1]."""
    scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-12) / 127
    return np.rint(table / scale).astype(np.int8), scale


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
        quantised, scale = quantised_rows(table)
        rows = self.add("Gather", [self.constant(f"{name}.table", quantised), ids], f"{name}.rows")
        wide = self.add("Cast", [rows], f"{name}.wide", to=TensorProto.FLOAT)
        scales = self.constant(f"{name}.scale", scale.astype(np.float32))
        return self.add("Mul", [wide, self.add("Gather", [scales, ids], f"{name}.scales")], name)


def build(w: dict[str, np.ndarray], precision: str, channels: dict | None = None, heads: list[str] | None = None):
    """`w`: weights of the trunk as `training/trunk/train.py` writes them; `channels`: dense layer ->
    largest input per channel, see measure_channels.py; `heads`: tasks whose heads `w` has."""
    g = GraphBuilder(precision, channels)
    hidden = embeddings(g, w)
    mask = g.add("Cast", ["attention_mask"], "mask.int32", to=TensorProto.INT32)
    layers = 1 + max(int(name.split(".")[1]) for name in w if name.startswith("layers."))
    for layer in range(layers):
        hidden = encoder_layer(g, w, hidden, mask, layer)
    pooled(g, hidden)
    outputs = [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", HIDDEN])]
    if heads:
        for output, classes in sequence_heads(g, heads, w, head_input(g, hidden)).items():
            outputs.append(helper.make_tensor_value_info(output, TensorProto.FLOAT, ["batch", classes]))
        token_head(g, w, hidden)
        outputs.append(
            helper.make_tensor_value_info("unsupported_logits", TensorProto.FLOAT, ["batch", "tokens"])
        )
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
        for name in ("input_ids", "attention_mask")
    ]
    graph = helper.make_graph(g.nodes, "switchyard-encoder", inputs, outputs, g.initializers)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8)


def embeddings(g: GraphBuilder, w: dict) -> str:
    words = g.lookup("input_ids", w["words.weight"], "words")
    table = g.constant("positions.table", w["positions"])
    shape = g.add("Shape", ["input_ids"], "tokens.count", start=1, end=2)
    zero = g.constant("zero", np.array([0], np.int64))
    rows = g.add("Slice", [table, zero, shape, zero], "positions.rows")
    summed = g.add("Add", [words, rows], "embeddings.sum")
    gamma = g.constant("embeddings.gamma", w["norm.weight"])
    beta = g.constant("embeddings.beta", w["norm.bias"])
    return g.add(
        "LayerNormalization", [summed, gamma, beta], "embeddings", axis=-1, epsilon=EPSILON
    )


def encoder_layer(g: GraphBuilder, w: dict, hidden: str, mask: str, layer: int) -> str:
    prefix, name = f"layers.{layer}", f"layer{layer}"

    def parameters(part: str):
        return w[f"{prefix}.{part}.weight"], w[f"{prefix}.{part}.bias"]

    qkv = g.dense(hidden, *parameters("qkv"), f"{name}.qkv")
    query, key, value = (f"{name}.{part}" for part in ("query", "key", "value"))
    g.nodes.append(
        helper.make_node("Split", [qkv], [query, key, value], name=f"{name}.split", axis=-1)
    )
    context = g.add(
        "MultiHeadAttention", [query, key, value, "", mask], f"{name}.context", MICROSOFT,
        num_heads=HEADS,
    )
    attended = g.dense(context, *parameters("attended"), f"{name}.attended")
    hidden = normalised_sum(g, attended, hidden, *parameters("norm1"), f"{name}.norm1")
    inner = g.dense(hidden, *parameters("inner"), f"{name}.inner")
    active = g.add("Gelu", [inner], f"{name}.active", MICROSOFT)
    output = g.dense(active, *parameters("output"), f"{name}.output")
    return normalised_sum(g, output, hidden, *parameters("norm2"), f"{name}.norm2")


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


def head_input(g: GraphBuilder, hidden: str) -> str:
    """Mean of the states and the state of [CLS], which the embedding hardly depends on."""
    count = g.add("ReduceSum", ["mask.float", "axis.tokens"], "mask.count", keepdims=1)
    mean = g.add("Div", ["pool.total", count], "pool.mean")
    index = g.constant("index.first", np.array([0], np.int64))
    first = g.add("Gather", [hidden, index], "pool.first.row", axis=1)
    first = g.add("Squeeze", [first, "axis.tokens"], "pool.first")
    return g.add("Concat", [mean, first], "heads.input", axis=-1)


def sequence_heads(g: GraphBuilder, tasks: list[str], w: dict, source: str) -> dict[str, int]:
    """All heads in two products: their first layers side by side, their second ones as blocks of one
    matrix. A dropout without weights stands between the two layers, hence 0 and 3."""
    inner = g.dense(
        source,
        np.concatenate([w[f"heads.{task}.0.weight"] for task in tasks]),
        np.concatenate([w[f"heads.{task}.0.bias"] for task in tasks]),
        "heads.inner",
    )
    active = g.add("Gelu", [inner], "heads.active", MICROSOFT)
    seconds = [w[f"heads.{task}.3.weight"] for task in tasks]
    blocks = np.zeros((sum(len(one) for one in seconds), sum(one.shape[1] for one in seconds)), np.float32)
    row = column = 0
    for one in seconds:
        blocks[row : row + len(one), column : column + one.shape[1]] = one
        row, column = row + len(one), column + one.shape[1]
    bias = np.concatenate([w[f"heads.{task}.3.bias"] for task in tasks])
    logits = plain_dense(g, active, blocks, bias, "heads.logits")
    outputs = {f"{task}_logits": len(one) for task, one in zip(tasks, seconds)}
    sizes = g.constant("heads.sizes", np.array(list(outputs.values()), np.int64))
    g.nodes.append(helper.make_node("Split", [logits, sizes], list(outputs), name="heads.split", axis=-1))
    return outputs


def token_head(g: GraphBuilder, w: dict, hidden: str) -> None:
    scores = plain_dense(g, hidden, w["unsupported.weight"], w["unsupported.bias"], "unsupported.scores")
    g.add("Squeeze", [scores, g.constant_once("axis.last", np.array([2], np.int64))], "unsupported_logits")


def plain_dense(g: GraphBuilder, source: str, weight: np.ndarray, bias: np.ndarray, name: str) -> str:
    matrix = g.constant(f"{name}.weight", weight.T.astype(np.float32))
    product = g.add("MatMul", [source, matrix], f"{name}.product")
    return g.add("Add", [product, g.constant(f"{name}.bias", bias.astype(np.float32))], name)

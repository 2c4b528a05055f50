"""Measures how large each input channel of the dense layers gets, for the int8 graph.

A few channels are far larger than the rest and would take all the steps of a row's int8 scale.
Dividing a channel by a factor and multiplying its weights by it moves part of that range into the
weights, which have room: factor = sqrt(largest activation / largest weight).
"""

from __future__ import annotations

import numpy as np
import onnx

from dataset import read_split
from encoder import Encoder, trunk_weights
from graph import build
from paths import WORK, arguments

STEP = 350
SMOOTHED = (".qkv", ".inner", ".output")


def main() -> None:
    data = arguments(__doc__).data
    rows = read_split(data, "intent", "train") + read_split(data, "domain", "train")
    model = build(trunk_weights(), "float")
    inputs = {
        node.name.removesuffix(".product"): node.input[0]
        for node in model.graph.node
        if node.op_type == "MatMul" and node.name.removesuffix(".product").endswith(SMOOTHED)
    }
    sources = sorted(set(inputs.values()))
    for source in sources:
        model.graph.output.append(
            onnx.helper.make_tensor_value_info(source, onnx.TensorProto.FLOAT, None)
        )
    WORK.mkdir(exist_ok=True)
    onnx.save(model, WORK / "channels.onnx")
    encoder = Encoder(WORK / "channels.onnx")
    texts = [row["text"] for row in rows[::STEP]]
    largest = {source: np.zeros(1, np.float32) for source in sources}
    for text in texts:
        for source, output in zip(sources, encoder.run(text, sources)):
            largest[source] = np.maximum(largest[source], np.abs(output).max(axis=0))
    np.savez(WORK / "channels.npz", **{name: largest[source] for name, source in inputs.items()})
    print(f"{len(inputs)} layers on {len(texts)} texts")


if __name__ == "__main__":
    main()

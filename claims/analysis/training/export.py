"""Write the trained tagger as what ships: an int8 ONNX graph and the small arrays that decoding needs."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from claims.analysis.training.encoder import HIDDEN
from claims.analysis.training.model import Tagger

OPSET = 17


def export_graph(model: Tagger, path: Path) -> None:
    """The float graph: ``inputs_embeds``, ``attention_mask``, ``features`` to ``scores`` [B, T, 270]."""
    model = model.eval().float()
    example = (torch.zeros(2, 16, HIDDEN), torch.ones(2, 16, dtype=torch.int64), torch.zeros(2, 16, dtype=torch.int64))
    names = ("inputs_embeds", "attention_mask", "features")
    torch.onnx.export(
        model,
        example,
        str(path),
        input_names=list(names),
        output_names=["scores"],
        dynamic_axes={name: {0: "batch", 1: "tokens"} for name in (*names, "scores")},
        opset_version=OPSET,
        dynamo=False,
    )


def quantise(source: Path, target: Path) -> None:
    """Matrix products to int8 with a scale a channel; activations are scaled as they come."""
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        onnx.save(onnx.shape_inference.infer_shapes(onnx.load(source)), prepared)
        quantize_dynamic(
            prepared,
            target,
            op_types_to_quantize=["MatMul", "Gemm"],
            per_channel=True,
            weight_type=QuantType.QInt8,
        )


def export(model: Tagger, folder: Path) -> None:
    """``tagger.onnx`` and ``tagger.npz`` in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        graph = Path(scratch) / "tagger.onnx"
        export_graph(model, graph)
        quantise(graph, folder / "tagger.onnx")
    transitions, start, end = (x.detach().numpy() for x in model.crf.scores())
    np.savez(
        folder / "tagger.npz", transitions=transitions, start=start, end=end, distance=model.distance.detach().numpy()
    )

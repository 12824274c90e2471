"""Int8 export of an encoder whose answers do not depend on what else is in the batch.

The usual dynamic quantisation takes one activation scale for the whole batch, so a claim's vector changes with its
neighbours (cosine down to .986 between alone and in a batch): two runs over the same articles would store different
matches. Here every token's activations have their own scale (per-token dynamic quantisation, as in ZeroQuant, Yao et
al. 2022) and every weight column its own; products are exact integers. Against the float model the embedding keeps a
mean cosine of .997 (.9925 the usual way) at four fifths of its speed and 1.8 times that of float.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

from claims.analysis.encoder import WIDTH

OPSET = 17
ZERO = 128  # activations are uint8 around 128: the kernels for uint8 by int8 are the fast ones


def export_int8(model: nn.Module, path: Path, outputs: Sequence[str], token_types: bool = False) -> None:
    """Write ``model`` as ONNX with int8 weights for every matrix product by a constant.

    Inputs: ``inputs_embeds`` float32 [batch, n, 384], ``attention_mask`` int64 [batch, n] and, with ``token_types``,
    ``token_type_ids`` int64 [batch, n].
    """
    model.eval().float()
    inputs = ["inputs_embeds", "attention_mask"] + (["token_type_ids"] if token_types else [])
    example = [torch.randn(2, 9, WIDTH), torch.ones(2, 9, dtype=torch.long), torch.zeros(2, 9, dtype=torch.long)]
    with tempfile.TemporaryDirectory() as folder:
        exact, prepared = Path(folder) / "exact.onnx", Path(folder) / "prepared.onnx"
        torch.onnx.export(
            model,
            tuple(example[: len(inputs)]),
            str(exact),
            input_names=inputs,
            output_names=list(outputs),
            dynamic_axes={name: {0: "batch", 1: "n"} for name in inputs},
            opset_version=OPSET,
            dynamo=False,
        )
        quant_pre_process(str(exact), str(prepared), skip_symbolic_shape=True)
        quantized = quantize(onnx.load(str(prepared)))
    onnx.save(quantized, str(path))


def quantize(model: onnx.ModelProto) -> onnx.ModelProto:
    """Replace, in place, every MatMul by a constant matrix with its per-token int8 equivalent."""
    graph = model.graph
    weights = {tensor.name: tensor for tensor in graph.initializer}
    constants = [
        numpy_helper.from_array(np.array(1 / 127, dtype=np.float32), "q.step"),
        numpy_helper.from_array(np.array(1e-9, dtype=np.float32), "q.least"),
        numpy_helper.from_array(np.array(ZERO, dtype=np.uint8), "q.zero"),
        numpy_helper.from_array(np.array([0], dtype=np.int64), "q.0"),
        numpy_helper.from_array(np.array([1], dtype=np.int64), "q.1"),
        numpy_helper.from_array(np.array([-1], dtype=np.int64), "q.-1"),
    ]
    nodes: list[onnx.NodeProto] = []
    rows_of: dict[str, str] = {}
    for node in graph.node:
        weight = weights.get(node.input[1]) if node.op_type == "MatMul" else None
        if weight is None or len(weight.dims) != 2:
            nodes.append(node)
            continue
        matrix = numpy_helper.to_array(weight)
        if node.input[0] not in rows_of:
            rows_of[node.input[0]] = f"{node.input[0]}.rows"
            nodes += _rows(node.input[0], f"{node.input[0]}.rows", matrix.shape[0], constants)
        nodes += _product(rows_of[node.input[0]], node.output[0], matrix, constants)
    used = {name for node in nodes for name in node.input}
    kept = [tensor for tensor in graph.initializer if tensor.name in used]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(kept + constants)
    onnx.checker.check_model(model)
    return model


def _rows(name: str, rows: str, depth: int, constants: list[onnx.TensorProto]) -> list[onnx.NodeProto]:
    """Quantise activations ``name`` [..., depth] a token at a time: ``{rows}.q`` uint8 and ``{rows}.scale`` [m, 1]."""
    constants.append(numpy_helper.from_array(np.array([-1, depth], dtype=np.int64), f"{rows}.shape"))
    zero = numpy_helper.from_array(np.array([ZERO], dtype=np.uint8))
    return [
        helper.make_node("Reshape", [name, f"{rows}.shape"], [f"{rows}.flat"]),
        helper.make_node("Abs", [f"{rows}.flat"], [f"{rows}.abs"]),
        helper.make_node("ReduceMax", [f"{rows}.abs"], [f"{rows}.max"], axes=[1], keepdims=0),
        helper.make_node("Mul", [f"{rows}.max", "q.step"], [f"{rows}.steps"]),
        helper.make_node("Max", [f"{rows}.steps", "q.least"], [f"{rows}.scales"]),
        helper.make_node("Shape", [f"{rows}.scales"], [f"{rows}.count"]),
        helper.make_node("ConstantOfShape", [f"{rows}.count"], [f"{rows}.zeros"], value=zero),
        helper.make_node("QuantizeLinear", [f"{rows}.flat", f"{rows}.scales", f"{rows}.zeros"], [f"{rows}.q"], axis=0),
        helper.make_node("Unsqueeze", [f"{rows}.scales", "q.1"], [f"{rows}.scale"]),
        helper.make_node("Shape", [name], [f"{rows}.full"]),
        helper.make_node("Slice", [f"{rows}.full", "q.0", "q.-1"], [f"{rows}.leading"]),
    ]


def _product(rows: str, output: str, matrix: np.ndarray, constants: list[onnx.TensorProto]) -> list[onnx.NodeProto]:
    """``output`` = activations by ``matrix``, in integers, scaled back by token and by column."""
    scales = (np.maximum(np.abs(matrix).max(axis=0), 1e-12) / 127).astype(np.float32)
    constants += [
        numpy_helper.from_array(np.rint(matrix / scales).astype(np.int8), f"{output}.weight"),
        numpy_helper.from_array(scales, f"{output}.columns"),
        numpy_helper.from_array(np.array([matrix.shape[1]], dtype=np.int64), f"{output}.width"),
    ]
    return [
        helper.make_node("MatMulInteger", [f"{rows}.q", f"{output}.weight", "q.zero"], [f"{output}.int"]),
        helper.make_node("Cast", [f"{output}.int"], [f"{output}.float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{output}.float", f"{rows}.scale"], [f"{output}.by_token"]),
        helper.make_node("Mul", [f"{output}.by_token", f"{output}.columns"], [f"{output}.flat"]),
        helper.make_node("Concat", [f"{rows}.leading", f"{output}.width"], [f"{output}.full"], axis=0),
        helper.make_node("Reshape", [f"{output}.flat", f"{output}.full"], [output]),
    ]

"""A model of entailment small enough to be made in a test: a real network that holds "not" for a contradiction."""

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

WORDS = {"[PAD]": 0, "[UNK]": 1, "not": 2}


def make_model(folder: Path, *, length: int | None = None, labels: tuple[str, ...] = ("entailment", "contradiction")) -> Path:
    """A folder with a model of two labels whose odds for the second are those of how often "not" stands in a pair."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps({"id2label": dict(enumerate(labels)), "pad_token_id": 0}))
    tokenizer = Tokenizer(WordLevel(WORDS, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    shape = ["pairs", length or "tokens"]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in ("input_ids", "attention_mask")]
    weights = numpy_helper.from_array(np.array([[0.0, 0.0], [0.0, 0.0], [0.0, 20.0]], np.float32), "weights")
    bias = numpy_helper.from_array(np.array([10.0, 0.0], np.float32), "bias")
    axes = numpy_helper.from_array(np.array([1], np.int64), "axes")
    nodes = [
        helper.make_node("Gather", ["weights", "input_ids"], ["each"]),
        helper.make_node("ReduceSum", ["each", "axes"], ["all"], keepdims=0),
        helper.make_node("Add", ["all", "bias"], ["logits"]),
    ]
    output = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["pairs", 2])]
    graph = helper.make_graph(nodes, "not", inputs, output, [weights, bias, axes])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.save(model, str(folder / "model.onnx"))
    return folder

"""A model of natural-language inference, where somebody plugs one in: how likely two statements contradict each other.

Any classifier of pairs of sentences whose labels name a contradiction will do, in the layout of the model hubs: a folder with
`config.json`, `tokenizer.json` and the network as ONNX. It is read from disk, never fetched; a model file is data to the runtime and runs
no code of its own.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claimgraph.errors import InputError

FILES = ("model.onnx", "onnx/model.onnx", "onnx/model_quantized.onnx")
"""Where the network may be, the first that is there."""
AT_ONCE = 16
"""How many pairs are weighed in one run."""
LONGEST = 256
"""How many tokens of a pair a network of free length reads; the rest is cut."""
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class EntailmentModel:
    """A model that is loaded: what it calls itself, the SHA-256 of its network, and which of its labels is the contradiction."""

    name: str
    digest: str
    label: int
    _tokenizer: Any = field(repr=False)
    _session: Any = field(repr=False)
    _length: int | None = None

    @property
    def judge(self) -> str:
        """Who stands behind what the model proposes."""
        return f"model:{self.name}@{self.digest[:12]}"

    @classmethod
    def load(cls, folder: Path) -> "EntailmentModel":
        """The model in a folder. Raises InputError where a file is missing or none of a classifier of pairs, or without the extra."""
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise InputError("a model of entailment needs ONNX Runtime and tokenizers: install claimgraph[entailment]") from error
        config = _config(folder)
        network = next((folder / name for name in FILES if (folder / name).is_file()), None)
        if network is None:
            raise InputError(f"{folder} has no network: it must hold {' or '.join(FILES)}")
        try:
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            session = onnxruntime.InferenceSession(str(network), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # both libraries raise plain exceptions
            raise InputError(f"the model in {folder} cannot be loaded: {str(error).splitlines()[0][:200]}") from error
        length = _fixed_length(session)
        tokenizer.enable_truncation(length or LONGEST)
        tokenizer.enable_padding(length=length, pad_id=config.get("pad_token_id") or 0, pad_token=_padding(tokenizer, config))
        digest = hashlib.sha256(network.read_bytes()).hexdigest()
        model = cls(folder.resolve().name, digest, _label(config, folder), tokenizer, session, length)
        model.try_out(len(config["id2label"]))
        return model

    def try_out(self, labels: int) -> None:
        """Weigh one pair. Raises InputError where the network gives no number for each of so many labels."""
        try:
            given = self._logits([("It is open.", "It is closed.")]).shape
        except Exception as error:  # whatever a foreign network does
            raise InputError(
                f"the network of {self.name} cannot weigh a pair: {(str(error) or 'no reason').splitlines()[0][:200]}"
            ) from error
        if given != (1, labels):
            raise InputError(f"the network of {self.name} is no classifier of pairs: it gives no number for each of its {labels} labels")

    def contradictions(self, pairs: Sequence[Pair]) -> list[float]:
        """How likely the second statement of each pair contradicts the first, in [0, 1]."""
        return [value for start in range(0, len(pairs), AT_ONCE) for value in self._weighed(pairs[start : start + AT_ONCE])]

    def _weighed(self, pairs: Sequence[Pair]) -> Iterator[float]:
        logits = self._logits(pairs)
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        yield from (odds / odds.sum(axis=1, keepdims=True))[:, self.label].tolist()

    def _logits(self, pairs: Sequence[Pair]) -> NDArray[np.float64]:
        """What the network gives for each pair and label."""
        encoded = self._tokenizer.encode_batch(list(pairs))
        fields = {"input_ids": "ids", "attention_mask": "attention_mask", "token_type_ids": "type_ids"}
        asked = {item.name: np.array([getattr(one, fields[item.name]) for one in encoded], np.int64) for item in self._session.get_inputs()}
        return np.asarray(self._session.run(None, asked)[0], np.float64)


def _config(folder: Path) -> Mapping[str, Any]:
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{folder} is no folder of a model: config.json and tokenizer.json must be there and readable") from error
    if not isinstance(config, dict):
        raise InputError(f"{folder / 'config.json'} must hold an object with id2label")
    return config


def _label(config: Mapping[str, Any], folder: Path) -> int:
    """The number of the label that names a contradiction."""
    labels = config.get("id2label")
    found = [key for key, name in labels.items() if str(name).lower().startswith("contradict")] if isinstance(labels, dict) else []
    if len(found) != 1 or not str(found[0]).isdigit():
        raise InputError(f"id2label in {folder / 'config.json'} must name one label that begins with “contradict”")
    return int(found[0])


def _fixed_length(session: Any) -> int | None:
    """How many tokens the network takes, None where it takes any number. Raises InputError for other inputs than those of texts."""
    inputs = {item.name: item.shape for item in session.get_inputs()}
    if "input_ids" not in inputs or not inputs.keys() <= {"input_ids", "attention_mask", "token_type_ids"}:
        raise InputError(f"the network must take input_ids and attention_mask, but takes {', '.join(inputs) or 'nothing'}")
    length = inputs["input_ids"][1] if len(inputs["input_ids"]) == 2 else None
    return length if isinstance(length, int) else None


def _padding(tokenizer: Any, config: Mapping[str, Any]) -> str:
    """What fills up the shorter texts."""
    return tokenizer.id_to_token(config.get("pad_token_id") or 0) or "[PAD]"

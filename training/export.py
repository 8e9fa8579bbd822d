"""Writes trained weights as the 8-bit network that the product runs."""

import json
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from training.model import Tagger, settings


def write(weights: Path, vocabulary: Path, out: Path, *, exact: bool = False) -> None:
    """The network, its links' numbers and its vocabulary; ``exact`` keeps 32-bit numbers."""
    out.mkdir(parents=True, exist_ok=True)
    model = load(weights)
    export(model, out / "tagger.onnx", exact=exact)
    beside = {name: value.round(4).tolist() for name, value in settings(model).items()}
    (out / "links.json").write_text(json.dumps(beside) + "\n", "utf-8")
    shutil.copyfile(vocabulary, out / "vocabulary.txt")


def load(weights: Path) -> Tagger:
    """The tagger with trained weights, ready to read."""
    state = torch.load(weights, map_location="cpu")
    model = Tagger(len(state["words.weight"]))
    model.load_state_dict(state)
    return model.eval()


def export(model: Tagger, out: Path, *, exact: bool) -> None:
    """One ONNX file; 8-bit numbers for everything that is multiplied or looked up."""
    example = (torch.ones(1, 64, dtype=torch.long), torch.zeros(1, 64, dtype=torch.long))
    with tempfile.TemporaryDirectory() as folder:
        plain, ready = Path(folder) / "plain.onnx", Path(folder) / "ready.onnx"
        torch.onnx.export(
            model, example, plain, input_names=["pieces", "features"],
            output_names=["scores", "pointers"], dynamo=False, opset_version=17,
            dynamic_axes={"pieces": {1: "length"}, "features": {1: "length"}},
        )  # fmt: skip
        if exact:
            shutil.copyfile(plain, out)
            return
        quant_pre_process(plain, ready, skip_symbolic_shape=True)
        quantize_dynamic(ready, out, weight_type=QuantType.QInt8, per_channel=True)

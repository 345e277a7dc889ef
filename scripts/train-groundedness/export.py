"""Checkpoint to ONNX, with the tokenizer beside it.

    python export.py --checkpoint work/stage-2.pt --tokenizer base/tokenizer.json --out work/groundedness
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from model import SupportModel  # noqa: E402
from training.export_onnx import main  # noqa: E402

if __name__ == '__main__':
    # the two dense layers of the head are small and decide: they stay in floats
    main(SupportModel, float_nodes=2, description=__doc__)

"""Checkpoint to ONNX, with the tokenizer beside it.

    python export.py --checkpoint work/reader.pt --tokenizer ms-marco/tokenizer.json --out work/answerability
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from model import AnswerabilityReader  # noqa: E402
from training.export_onnx import main  # noqa: E402

if __name__ == '__main__':
    # the head (pool, relevance, span) is small and decides: it stays in floats
    main(AnswerabilityReader, float_nodes=3, description=__doc__)

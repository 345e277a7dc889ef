"""Trains the answerability reader.

    python train.py --data work --base ms-marco/model-int8.onnx --tokenizer ms-marco/tokenizer.json --out work/reader.pt
"""
import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import torch  # noqa: E402
from torch.nn.functional import binary_cross_entropy_with_logits, log_softmax  # noqa: E402

from examples import examples  # noqa: E402
from model import AnswerabilityReader  # noqa: E402
from score import scores  # noqa: E402
from training.arguments import add_training_options, prepare_torch, smoothed  # noqa: E402
from training.base_weights import load_base  # noqa: E402
from training.jsonl import read_jsonl  # noqa: E402
from training.loop import batches_by_length, fit  # noqa: E402
from training.metrics import auroc  # noqa: E402
from training.pairs import load_tokenizer, padded  # noqa: E402
from training.workers import run_workers  # noqa: E402


def pointer_loss(score, places):
    """Cross-entropy of one pointer: any of an example's right places will do; examples without a place do not count."""
    logs = log_softmax(score, -1)
    found = [-torch.logsumexp(logs[i, torch.tensor(at)], 0) for i, at in enumerate(places) if at]
    return torch.stack(found).mean() if found else score.sum() * 0


def reader_loss(model, batch, options):
    pairs, labels, starts, ends = zip(*batch)
    logit, start, end = model.spans(*padded(pairs))
    target = smoothed(torch.tensor(labels, dtype=torch.float), options.smoothing)
    spans = (pointer_loss(start, starts) + pointer_loss(end, ends)) / 2
    return binary_cross_entropy_with_logits(logit, target) + options.span_loss * spans


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--data', type=pathlib.Path, required=True, help='folder that prepare.py wrote')
    parser.add_argument('--base', required=True, help='base weights: .safetensors or int8 .onnx')
    parser.add_argument('--tokenizer', required=True)
    parser.add_argument('--out', required=True)
    parser.add_argument('--init', help='a checkpoint of an earlier run to go on from')
    parser.add_argument('--layers', type=int, default=12)
    parser.add_argument('--frozen-layers', type=int, default=6)
    parser.add_argument('--span-loss', type=float, default=0.5)
    add_training_options(
        parser, epochs=2, minutes=60, batch_size=12, encoder_rate=8e-5, head_rate=6e-4, warmup=40, evaluations=4, seed=11
    )
    return parser.parse_args()


def train(options):
    prepare_torch(options)
    tokenizer = load_tokenizer(options.tokenizer)
    model = AnswerabilityReader(options.layers)
    if options.init:
        model.load_state_dict(torch.load(options.init))
    else:
        model.start_from(*load_base(options.base))
    model.bert.freeze(options.frozen_layers)
    rows = read_jsonl(options.data / 'train.jsonl')
    validation = read_jsonl(options.data / 'squad-validation.jsonl')

    def validate():
        torch.save(model.state_dict(), options.out)
        return f'AUROC {auroc(scores(model, tokenizer, validation), [row["label"] for row in validation]):.4f}'

    epochs = []
    for epoch in range(options.epochs):
        seen = examples(rows, tokenizer, options.seed + epoch)
        batches = batches_by_length([len(example[0].ids) for example in seen], options.batch_size, options.seed + epoch)
        epochs.append([[seen[i] for i in batch] for batch in batches])
        tokens = sum(len(example[0].ids) for example in seen)
        print(f'epoch {epoch}: {len(seen)} examples of {tokens / len(seen):.0f} tokens, {sum(e[1] for e in seen) / len(seen):.2f} answerable')
    fit(model, epochs, lambda batch: reader_loss(model, batch, options), validate, options)


if __name__ == '__main__':
    options = arguments()
    run_workers(options.workers, train, options)

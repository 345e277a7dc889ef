"""Trains the support model, one stage a run.

    python train.py --rows work/stage-1.jsonl --base base/model.safetensors --tokenizer base/tokenizer.json \
        --validation claims/wice-dev.jsonl --out work/stage-1.pt
    python train.py --rows work/stage-2.jsonl --init work/stage-1.pt --encoder-rate 4e-5 --head-rate 1e-4 --warmup 15 ...
"""
import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import torch  # noqa: E402
from torch.nn.functional import binary_cross_entropy_with_logits  # noqa: E402

from evidence import selected_window  # noqa: E402
from model import LAYERS, LIMITS, SupportModel  # noqa: E402
from training.arguments import add_training_options, prepare_torch, smoothed  # noqa: E402
from training.base_weights import load_base  # noqa: E402
from training.jsonl import read_jsonl  # noqa: E402
from training.loop import batches_by_length, fit  # noqa: E402
from training.metrics import auroc  # noqa: E402
from training.pairs import encode_pairs, load_tokenizer, padded  # noqa: E402
from training.workers import run_workers  # noqa: E402


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--rows', required=True)
    parser.add_argument('--base', help='base weights, .safetensors or int8 .onnx; not needed with --init')
    parser.add_argument('--init', help='checkpoint of the stage before')
    parser.add_argument('--tokenizer', required=True)
    parser.add_argument('--validation', required=True, help='a claims file {claim, evidence, label}')
    parser.add_argument('--validation-limit', type=int, default=400)
    parser.add_argument('--out', required=True)
    parser.add_argument('--layers', type=int, default=LAYERS)
    parser.add_argument('--frozen-layers', type=int, default=0, help='how many of the lowest stay as they are')
    add_training_options(
        parser,
        epochs=2,
        minutes=105,
        minutes_help='on one thread; two took 52',
        batch_size=32,
        encoder_rate=1e-4,
        head_rate=4e-4,
        warmup=100,
        evaluations=5,
        seed=7,
    )
    return parser.parse_args()


def train(options):
    prepare_torch(options)
    tokenizer = load_tokenizer(options.tokenizer)
    model = SupportModel(options.layers)
    if options.init:
        model.load_state_dict(torch.load(options.init))
    else:
        encoder, _ = load_base(options.base)
        own = model.bert.state_dict()
        model.bert.load_state_dict({name: value for name, value in encoder.items() if name in own})
    model.bert.freeze(options.frozen_layers)
    rows = read_jsonl(options.rows)
    pairs = encode_pairs(tokenizer, [(row['ev'], row['claim']) for row in rows], LIMITS)
    labels = torch.tensor([float(row['y']) for row in rows])
    held = read_jsonl(options.validation)[: options.validation_limit]
    held_pairs = encode_pairs(tokenizer, [(selected_window(item['claim'], item['evidence']), item['claim']) for item in held], LIMITS)
    held_labels = [item['label'] == 'supported' for item in held]

    def loss_of(batch):
        logits = model(*padded([pairs[i] for i in batch])).squeeze(-1)
        return binary_cross_entropy_with_logits(logits, smoothed(labels[batch], options.smoothing))

    @torch.no_grad()
    def validate():
        torch.save(model.state_dict(), options.out)
        scores = [model(*padded(held_pairs[i : i + 1])).item() for i in range(len(held_pairs))]
        return f'AUROC {auroc(scores, held_labels):.4f}'

    lengths = [len(pair.ids) for pair in pairs]
    epochs = [batches_by_length(lengths, options.batch_size, options.seed + epoch) for epoch in range(options.epochs)]
    fit(model, epochs, loss_of, validate, options)


if __name__ == '__main__':
    options = arguments()
    run_workers(options.workers, train, options)

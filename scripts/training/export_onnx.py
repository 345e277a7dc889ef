"""A trained model to ONNX, in floats and in int8."""
import argparse
import hashlib
import json
import os
import pathlib

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

INPUTS = ('input_ids', 'attention_mask', 'token_type_ids')


def export(model, folder, float_nodes):
    """Writes model-fp32.onnx and model-int8.onnx (output `logits`, [batch, 1]); gives their two paths.

    int8: dynamic, per channel, reduce_range (7-bit weights do not overflow on processors without VNNI). The last
    `float_nodes` matrix products, a small head, stay in floats.
    """
    os.makedirs(folder, exist_ok=True)
    model.eval()
    ids = torch.randint(1000, 20000, (2, 24))
    mask = torch.ones_like(ids)
    mask[1, 18:] = 0
    types = (torch.arange(24) >= 12).long() * mask
    axes = {name: {0: 'batch', 1: 'sequence'} for name in INPUTS} | {'logits': {0: 'batch'}}
    floats, prepared, int8 = (os.path.join(folder, name) for name in ('model-fp32.onnx', 'prepared.onnx', 'model-int8.onnx'))
    torch.onnx.export(
        model, (ids, mask, types), floats, input_names=list(INPUTS), output_names=['logits'], dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )
    quant_pre_process(floats, prepared, skip_symbolic_shape=True)
    head = [node.name for node in onnx.load(prepared).graph.node if node.op_type in ('Gemm', 'MatMul')][-float_nodes:]
    # the quantiser first turns a Gemm into a product and a sum, and renames it
    head += [f'{name}_MatMul' for name in head]
    quantize_dynamic(
        prepared, int8, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
        nodes_to_exclude=head,
    )
    os.remove(prepared)
    return floats, int8


def main(model_of, float_nodes, description):
    """The command line of both export.py: a checkpoint to the two graphs, with the tokenizer, in a folder.

    model_of(layers): an untrained model with as many layers as the checkpoint has.
    """
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--checkpoint', required=True)
    parser.add_argument('--tokenizer', type=pathlib.Path, required=True)
    parser.add_argument('--out', type=pathlib.Path, required=True)
    options = parser.parse_args()
    state = torch.load(options.checkpoint)
    model = model_of(1 + max(int(name.split('.')[3]) for name in state if name.startswith('bert.encoder.layer.')))
    model.load_state_dict(state)
    paths = export(model, options.out, float_nodes)
    # pairs are cut by whoever runs the model, so the file asks for no truncation or padding
    tokenizer = json.loads(options.tokenizer.read_text(encoding='utf8')) | {'truncation': None, 'padding': None}
    (options.out / 'tokenizer.json').write_text(json.dumps(tokenizer, ensure_ascii=False), encoding='utf8')
    for path in map(pathlib.Path, (*paths, options.out / 'tokenizer.json')):
        print(path, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())

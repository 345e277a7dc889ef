"""Base weights for a Bert: a safetensors checkpoint, or an int8 ONNX graph turned back into floats."""
import re

import onnx
import torch
from onnx import numpy_helper


def from_safetensors(path):
    """State dict, names without "bert."."""
    from safetensors.torch import load_file

    return {name.removeprefix('bert.'): tensor for name, tensor in load_file(path).items()}


def from_int8_onnx(path):
    """State dict of a dynamically quantised graph, encoder and head: weight = (int8 - zero point) * scale.

    Weights of matrix products lost their names when the graph was exported; the node that uses one still says which
    it is ("/bert/encoder/layer.0/attention/self/query/MatMul_quant").
    """
    graph = onnx.load(path).graph
    values = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}

    def floats(quantised):
        stem = quantised.removesuffix('_quantized')
        whole = values[quantised].astype('float32') - values[stem + '_zero_point'].astype('float32')
        return torch.tensor(whole * values[stem + '_scale'])

    state = {name: torch.tensor(value) for name, value in values.items() if value.dtype == 'float32' and name.startswith(('bert.', 'classifier.'))}
    state = {name: value for name, value in state.items() if not name.endswith('_scale')}
    for name in values:
        if name.startswith('bert.embeddings.') and name.endswith('_quantized'):
            state[name.removesuffix('_quantized')] = floats(name)
        elif name in ('bert.pooler.dense.weight_quantized', 'classifier.weight_quantized'):
            state[name.removesuffix('_quantized')] = floats(name).T.contiguous()
    for node in graph.node:
        if node.op_type == 'MatMulInteger' and '/encoder/' in node.name:
            place = re.sub(r'/MatMul.*', '', node.name).strip('/').replace('/', '.')
            state[place + '.weight'] = floats(node.input[1]).T.contiguous()
    return {name.removeprefix('bert.'): value for name, value in state.items()}


def load_base(path):
    """(encoder, head): two state dicts from a .safetensors or an .onnx file; the head is the pooler and classifier."""
    state = from_int8_onnx(path) if str(path).endswith('.onnx') else from_safetensors(path)
    encoder = {name: value for name, value in state.items() if name.startswith(('embeddings.', 'encoder.'))}
    return encoder, {name: value for name, value in state.items() if name not in encoder}

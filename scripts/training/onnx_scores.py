"""Logits of an exported graph, one pair a run: a batch would share the int8 scales of its activations."""
import numpy as np
import onnxruntime


class OnnxScorer:
    def __init__(self, path, threads=1):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(path, options, providers=['CPUExecutionProvider'])

    def score(self, pair):
        """The logit of one training.pairs.Pair."""
        length = len(pair.ids)
        types = (np.arange(length) >= pair.second_start).astype(np.int64)
        feed = {
            'input_ids': np.array([pair.ids], np.int64),
            'attention_mask': np.ones((1, length), np.int64),
            'token_type_ids': types[None],
        }
        return float(self.session.run(None, feed)[0].reshape(-1)[0])

"""Answerability reader: a span pointer whose best span, against "no span here", carries the decision.

As in SQuAD 2.0 readers, every token of the passage gets a start and an end score and [CLS] stands for "no answer".
    logit = relevance(pooled [CLS]) + weight * (max start + max end - start[CLS] - end[CLS])
The spans are supervised where the answer is known, which tells the encoder *where* to look; the logit alone leaves at
run time.
"""
import torch
from torch import nn

from training.bert import Bert

OUTSIDE = -30.0
RELEVANCE_SCALE = 0.15


class AnswerabilityReader(nn.Module):
    def __init__(self, layers=12):
        super().__init__()
        self.bert = Bert(layers)
        width = self.bert.width
        self.dropout = nn.Dropout(0.1)
        self.pool = nn.Linear(width, width)
        self.relevance = nn.Linear(width, 1)
        self.span = nn.Linear(width, 2)
        self.span_weight = nn.Parameter(torch.tensor(0.1))
        for layer in (self.pool, self.relevance, self.span):
            nn.init.normal_(layer.weight, std=0.02)
            nn.init.zeros_(layer.bias)

    def start_from(self, encoder, head):
        """A cross-encoder's weights. Its relevance head, scaled down from logits of about +-10, is the first decision."""
        own = self.bert.state_dict()
        self.bert.load_state_dict({name: value for name, value in encoder.items() if name in own})
        if 'classifier.weight' in head:
            self.pool.load_state_dict({'weight': head['pooler.dense.weight'], 'bias': head['pooler.dense.bias']})
            self.relevance.load_state_dict(
                {'weight': head['classifier.weight'] * RELEVANCE_SCALE, 'bias': head['classifier.bias'] * RELEVANCE_SCALE - 1}
            )

    def spans(self, input_ids, attention_mask, token_type_ids):
        """Logits [batch] and start and end scores [batch, length]; tokens that cannot be an answer score -30."""
        hidden = self.dropout(self.bert(input_ids, attention_mask, token_type_ids))
        start, end = self.span(hidden).unbind(-1)
        # the passage's tokens, and [CLS] for "no answer"
        allowed = (token_type_ids * attention_mask).to(start.dtype)
        inside = torch.cat([torch.ones_like(allowed[:, :1]), allowed[:, 1:]], 1)
        start, end = (inside * score + (1 - inside) * OUTSIDE for score in (start, end))
        gain = start[:, 1:].amax(1) + end[:, 1:].amax(1) - start[:, 0] - end[:, 0]
        pooled = torch.tanh(self.pool(hidden[:, 0]))
        return self.relevance(pooled).squeeze(-1) + self.span_weight * gain, start, end

    def forward(self, input_ids, attention_mask, token_type_ids):
        """One logit a pair, [batch, 1]: above 0 means answered, before calibration."""
        return self.spans(input_ids, attention_mask, token_type_ids)[0].unsqueeze(-1)

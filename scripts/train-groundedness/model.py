"""Claim support: [CLS] evidence [SEP] claim [SEP] to one logit, read off [CLS] and the claim's own tokens."""
import torch
from torch import nn

from training.bert import Bert

# evidence, claim, both with the three special tokens; the evidence gives way
LIMITS = (288, 80, 288)
ABSENT = -10.0
LAYERS = 6


class SupportModel(nn.Module):
    def __init__(self, layers=LAYERS):
        super().__init__()
        self.bert = Bert(layers)
        width = self.bert.width
        self.dropout = nn.Dropout(0.1)
        self.dense = nn.Linear(3 * width, width)
        self.out = nn.Linear(width, 1)
        for layer in (self.dense, self.out):
            nn.init.normal_(layer.weight, std=0.02)
            nn.init.zeros_(layer.bias)

    def forward(self, input_ids, attention_mask, token_type_ids):
        """One logit a pair, [batch, 1]. The mean and the maximum over the claim show a single unsupported word."""
        hidden = self.bert(input_ids, attention_mask, token_type_ids)
        claim = (token_type_ids * attention_mask).unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * claim).sum(1) / claim.sum(1).clamp(min=1)
        highest = (hidden * claim + ABSENT * (1 - claim)).amax(1)
        pooled = torch.cat([hidden[:, 0], mean, highest], -1)
        return self.out(self.dropout(torch.tanh(self.dense(self.dropout(pooled)))))

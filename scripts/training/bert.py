"""A BERT encoder with the parameter names of the usual checkpoints, written out so that it exports without branches."""
import torch
from torch import nn
from torch.nn.functional import gelu, scaled_dot_product_attention


class SelfAttention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))

    def forward(self, x, bias):
        batch, length, width = x.shape

        def split(t):
            return t.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

        mixed = scaled_dot_product_attention(split(self.query(x)), split(self.key(x)), split(self.value(x)), attn_mask=bias)
        return mixed.transpose(1, 2).reshape(batch, length, width)


class Output(nn.Module):
    """Dense, dropout, residual, LayerNorm: the end of both halves of a layer."""

    def __init__(self, inner, width, dropout):
        super().__init__()
        self.dense = nn.Linear(inner, width)
        self.LayerNorm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, residual):
        return self.LayerNorm(self.dropout(self.dense(x)) + residual)


class Layer(nn.Module):
    def __init__(self, width, heads, inner, dropout):
        super().__init__()
        self.attention = nn.ModuleDict({'self': SelfAttention(width, heads), 'output': Output(width, width, dropout)})
        self.intermediate = nn.ModuleDict({'dense': nn.Linear(width, inner)})
        self.output = Output(inner, width, dropout)

    def forward(self, x, bias):
        x = self.attention['output'](self.attention['self'](x, bias), x)
        return self.output(gelu(self.intermediate['dense'](x)), x)


class Embeddings(nn.Module):
    def __init__(self, vocabulary, positions, width, dropout):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocabulary, width)
        self.position_embeddings = nn.Embedding(positions, width)
        self.token_type_embeddings = nn.Embedding(2, width)
        self.LayerNorm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids, token_type_ids):
        positions = torch.arange(input_ids.shape[1], device=input_ids.device)
        x = self.word_embeddings(input_ids) + self.position_embeddings(positions)
        return self.dropout(self.LayerNorm(x + self.token_type_embeddings(token_type_ids)))


class Bert(nn.Module):
    """Token ids, mask and types [batch, length] to hidden states [batch, length, width]."""

    def __init__(self, layers, width=384, heads=12, inner=1536, vocabulary=30522, positions=512, dropout=0.1):
        super().__init__()
        self.width = width
        self.embeddings = Embeddings(vocabulary, positions, width, dropout)
        self.encoder = nn.ModuleDict({'layer': nn.ModuleList(Layer(width, heads, inner, dropout) for _ in range(layers))})

    def forward(self, input_ids, attention_mask, token_type_ids):
        x = self.embeddings(input_ids, token_type_ids)
        bias = (1.0 - attention_mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.encoder['layer']:
            x = layer(x, bias)
        return x

    def freeze(self, layers):
        """Leaves the word embeddings, and with layers > 0 all embeddings and the first layers, as they are."""
        self.embeddings.word_embeddings.requires_grad_(False)
        if layers:
            self.embeddings.requires_grad_(False)
            for layer in self.encoder['layer'][:layers]:
                layer.requires_grad_(False)

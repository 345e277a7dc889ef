"""What the two training pipelines share: text, pairs, encoder, base weights, loop, export, metrics."""

"""The training loop: batches of alike length, AdamW, a schedule that ends with the steps or the clock."""
import random
import time

import torch

from training.workers import agreed, average_gradients, is_first, share_of


def batches_by_length(lengths, batch_size, seed):
    """Batches of row numbers in random order; within a chunk of 40 batches rows of alike length go together."""
    rng = random.Random(seed)
    order = list(range(len(lengths)))
    rng.shuffle(order)
    batches = []
    for start in range(0, len(order), batch_size * 40):
        chunk = sorted(order[start : start + batch_size * 40], key=lambda row: lengths[row])
        batches += [chunk[i : i + batch_size] for i in range(0, len(chunk), batch_size)]
    rng.shuffle(batches)
    return batches


def optimizer_of(model, encoder_rate, head_rate):
    """AdamW over the trainable parameters; no weight decay on biases and norms, an own rate for the head."""
    groups = {'matrix': [], 'vector': [], 'head': []}
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            encoder = 'matrix' if parameter.ndim > 1 else 'vector'
            groups[encoder if name.startswith('bert.') else 'head'].append(parameter)
    return torch.optim.AdamW(
        [
            {'params': groups['matrix'], 'lr': encoder_rate, 'weight_decay': 0.01},
            {'params': groups['vector'], 'lr': encoder_rate, 'weight_decay': 0.0},
            {'params': groups['head'], 'lr': head_rate, 'weight_decay': 0.01},
        ],
        betas=(0.9, 0.98),
    )


def fit(model, epochs, loss_of, evaluate, options):
    """Trains in place.

    epochs: a list of lists of batches; loss_of(batch) gives a scalar; evaluate() is printed `options.evaluations`
    times. options: minutes, encoder_rate, head_rate, warmup (steps), evaluations, max_steps (0: all).
    The rate rises over `warmup` steps and falls to nothing at the last step or minute, whichever comes first.
    """
    optimizer = optimizer_of(model, options.encoder_rate, options.head_rate)
    peaks = [group['lr'] for group in optimizer.param_groups]
    parameters = [parameter for group in optimizer.param_groups for parameter in group['params']]
    # a last batch can be too small to be shared out
    batches = [batch for epoch in epochs for batch in epoch if len(batch) >= options.workers]
    if options.max_steps:
        batches = batches[: options.max_steps]
    start, evaluated, losses, seen = time.time(), 0, [], 0
    model.train()
    for step, batch in enumerate(batches):
        done = agreed(max(step / len(batches), (time.time() - start) / (options.minutes * 60)))
        if done >= 1:
            break
        factor = min(1, (step + 1) / options.warmup) * max(0.02, 1 - done)
        for group, peak in zip(optimizer.param_groups, peaks):
            group['lr'] = peak * factor
        loss = loss_of(share_of(batch))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        average_gradients(parameters)
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        losses.append(loss.item())
        seen += len(batch)
        if step % 25 == 24 and is_first():
            recent = losses[-50:]
            print(f'step {step + 1}/{len(batches)} done {done:.2f} loss {sum(recent) / len(recent):.4f} '
                  f'{seen / (time.time() - start):.1f} rows/s', flush=True)
        if done * options.evaluations >= evaluated + 1:
            evaluated += 1
            if is_first():
                model.eval()
                print(f'validation at {seen} rows: {evaluate()}', flush=True)
                model.train()
    model.eval()
    if is_first():
        print(f'end after {seen} rows, {time.time() - start:.0f} s: {evaluate()}', flush=True)

"""Several processes of one thread each that train one model: on few cores they are faster than one of many threads.

Every worker holds the whole model, takes its share of each batch and averages its gradients with the others'.
"""
import os
import tempfile

import torch
from torch import distributed, multiprocessing


def run_workers(count, train, options):
    """Runs train(options) in `count` processes, or in this one; returns when all are done."""
    if count == 1:
        train(options)
        return
    with tempfile.TemporaryDirectory() as folder:
        multiprocessing.spawn(_work, args=(count, os.path.join(folder, 'meeting'), train, options), nprocs=count)


def _work(rank, count, meeting, train, options):
    distributed.init_process_group('gloo', init_method=f'file://{meeting}', rank=rank, world_size=count)
    try:
        train(options)
    finally:
        distributed.destroy_process_group()


def is_first():
    """Whether this process is the one that reports and saves."""
    return not distributed.is_initialized() or distributed.get_rank() == 0


def share_of(batch):
    """The part of a batch, a list, that this worker takes: every n-th example, so that lengths are shared out too."""
    if not distributed.is_initialized():
        return batch
    return batch[distributed.get_rank() :: distributed.get_world_size()]


def agreed(value):
    """The first worker's float, given to all: clocks differ, schedules may not."""
    if not distributed.is_initialized():
        return value
    shared = torch.tensor([value], dtype=torch.float64)
    distributed.broadcast(shared, 0)
    return shared.item()


def average_gradients(parameters):
    """The mean over all workers, in place, in one exchange."""
    if not distributed.is_initialized():
        return
    gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
    flat = torch.cat([gradient.reshape(-1) for gradient in gradients])
    distributed.all_reduce(flat)
    flat /= distributed.get_world_size()
    for gradient, mean in zip(gradients, flat.split([gradient.numel() for gradient in gradients])):
        gradient.copy_(mean.view_as(gradient))

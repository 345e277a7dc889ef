"""AUROC and its bootstrap interval."""
import numpy as np


def auroc(scores, labels):
    """Chance that a positive scores above a negative, ties counting half (Mann-Whitney); nan with one label only."""
    scores, labels = np.asarray(scores, float), np.asarray(labels, bool)
    if labels.all() or not labels.any():
        return float('nan')
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    positives = labels.sum()
    negatives = len(labels) - positives
    return float((ranks[labels].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def bootstrap_interval(statistic, size, groups=None, resamples=1000, seed=1):
    """95 % interval of statistic(row numbers) over resampled rows, or over resampled groups of rows.

    A resample where the statistic is not defined (nan: AUROC of one label only) does not count.
    """
    rng = np.random.default_rng(seed)
    members = [np.array([row]) for row in range(size)] if groups is None else group_rows(groups)
    values = []
    for _ in range(resamples):
        chosen = rng.integers(0, len(members), len(members))
        values.append(statistic(np.concatenate([members[i] for i in chosen])))
    return tuple(float(value) for value in np.nanpercentile(values, [2.5, 97.5]))


def group_rows(groups):
    """Row numbers of each group."""
    rows = {}
    for row, group in enumerate(groups):
        rows.setdefault(group, []).append(row)
    return [np.array(members) for members in rows.values()]

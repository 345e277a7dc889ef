"""What every training run is told: how long, how fast, from which seed."""
import torch


def add_training_options(parser, *, epochs, minutes, batch_size, encoder_rate, head_rate, warmup, evaluations, seed, minutes_help=None):
    """Options of the loop; the defaults are those of the run that made the model in the box."""
    parser.add_argument('--epochs', type=int, default=epochs)
    parser.add_argument('--minutes', type=float, default=minutes, help=minutes_help)
    parser.add_argument('--max-steps', type=int, default=0)
    parser.add_argument('--batch-size', type=int, default=batch_size)
    parser.add_argument('--encoder-rate', type=float, default=encoder_rate)
    parser.add_argument('--head-rate', type=float, default=head_rate)
    parser.add_argument('--warmup', type=int, default=warmup)
    parser.add_argument('--smoothing', type=float, default=0.05)
    parser.add_argument('--evaluations', type=int, default=evaluations)
    parser.add_argument('--threads', type=int, default=1)
    parser.add_argument('--workers', type=int, default=1, help='processes that share each batch')
    parser.add_argument('--seed', type=int, default=seed)


def prepare_torch(options):
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)


def smoothed(labels, smoothing):
    """Labels 0 and 1 moved towards each other: a model that is never told to be certain is better calibrated."""
    return labels * (1 - smoothing) + smoothing / 2

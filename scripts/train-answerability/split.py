"""Which rows are trained on, which choose, which are reported: by the SHA-256 of a title, so it never changes."""
import hashlib


def number_of(key):
    """The first 32 bits of the key's SHA-256."""
    return int(hashlib.sha256(key.encode('utf8')).hexdigest()[:8], 16)


def squad_part(title):
    """'test' for even numbers, 'train' for odd ones; of those, 3 modulo 8 after halving (one title) is 'validation'."""
    number = number_of(title)
    if number % 2 == 0:
        return 'test'
    return 'validation' if number // 2 % 8 == 3 else 'train'


def covid_part(title):
    """One paper in three is held back; the untitled ones count as one paper and are trained on."""
    return 'test' if number_of(title) % 3 == 0 else 'train'

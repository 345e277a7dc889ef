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


def document_of(row_id):
    """The paper of a COVID-QA row: "covidqa:2156:4" is of "covidqa:2156"."""
    return ':'.join(row_id.split(':')[:2])


def covid_part(row_id):
    """One document in three is held back."""
    return 'test' if number_of(document_of(row_id)) % 3 == 0 else 'train'

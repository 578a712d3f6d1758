"""What texts mean, as vectors of numbers, where an encoder is at hand; each text is read once."""

from indexer.meaning.encoder import EncoderFailed
from indexer.meaning.vectors import Vectors, passage

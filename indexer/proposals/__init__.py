"""What is proposed for a record, and never stated: concepts and countries that its text mentions."""

from indexer.proposals.labels import Matcher

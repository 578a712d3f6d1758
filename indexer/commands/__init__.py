"""The commands of `spindex`, by what one does with them; each imports what is heavy when it runs."""

from indexer.commands.build import build, check, reindex, remove, rollback, update
from indexer.commands.classify import classify
from indexer.commands.collections import collections
from indexer.commands.demand import demand
from indexer.commands.digest import digest
from indexer.commands.duplicates import duplicates
from indexer.commands.embeds import embeds
from indexer.commands.evaluate import evaluate
from indexer.commands.find import find
from indexer.commands.keeping import WORDS
from indexer.commands.keys import keys
from indexer.commands.learning import unknown
from indexer.commands.look import export, status, template, verify, why
from indexer.commands.plan import plan
from indexer.commands.runs import runs, undo
from indexer.commands.serve import demo, serve
from indexer.commands.vocabulary import taxonomy
from indexer.commands.waiting import inbox, retry

GROUPS = {
    "Fill the index": (check, plan, build, update, retry, inbox, remove, reindex, undo, rollback, template),
    "Look into it": (status, runs, verify, find, why, duplicates, export, digest, evaluate),
    "Vocabularies": (unknown, demand, taxonomy, collections, classify),
    "Show it": (demo, serve, embeds, keys),
}

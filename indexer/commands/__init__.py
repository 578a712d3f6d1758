"""The commands of `spindex`, by what one does with them; each imports what is heavy when it runs."""

from indexer.commands.build import build, check, reindex, remove, rollback, update
from indexer.commands.duplicates import duplicates
from indexer.commands.evaluate import evaluate
from indexer.commands.keys import keys
from indexer.commands.look import export, status, template, verify, why
from indexer.commands.serve import demo, serve
from indexer.commands.vocabulary import taxonomy

GROUPS = {
    "Fill the index": (check, build, update, remove, reindex, rollback, template),
    "Look into it": (status, verify, why, duplicates, export, evaluate),
    "Vocabularies": (taxonomy,),
    "Show it": (demo, serve, keys),
}

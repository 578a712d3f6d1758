"""How well an index answers: judged queries, and golden ones whose outcome is known."""

from indexer.evaluation.evaluation import Evaluation, judge, measured
from indexer.evaluation.golden import approve
from indexer.evaluation.judgements import Judgements, Queries, read_judgements, read_queries
from indexer.evaluation.measures import DEPTH, MEASURES

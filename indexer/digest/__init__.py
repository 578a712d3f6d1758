"""A digest of what is new, written as mail, text, Markdown or feed."""

from indexer.digest.addresses import Site
from indexer.digest.forms import FORMS, Form, form_of

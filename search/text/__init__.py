"""Text as both engines see it: words, folded and stemmed; what is passed over, and other spellings."""

from search.text.analysis import SNOWBALL, UNKNOWN, stem, streams_of
from search.text.fold import LONGEST_WORD, WORD, clauses_of, fold, fold_word, normalise_script, words_of
from search.text.joined import joined_words
from search.text.near import likely, near, unknown_name
from search.text.number_forms import is_form, number_forms
from search.text.spelling import other_spelling
from search.text.stopwords import is_stop_word
from search.text.surface import AND, bare, rejoined, surface
from search.text.title_order import LONGEST_TITLE, title_key

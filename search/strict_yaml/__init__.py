"""YAML for people: no value changes its type behind one's back, and each fault is a sentence with file and line."""

from search.strict_yaml.document import Document, Fault, load_as, read_leniently, text_of
from search.strict_yaml.nodes import Lines, compose, defects, entries, line_of, value_of
from search.strict_yaml.typed import Names, Text, Unusable, Where

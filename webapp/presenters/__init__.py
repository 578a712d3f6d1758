"""From what the index answers to what templates print: one file for each part of a page."""

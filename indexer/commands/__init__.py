"""The commands of `spindex`, by what one does with them; each imports what is heavy when it runs."""

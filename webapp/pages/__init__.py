"""Pages for people: one thin module for each kind."""

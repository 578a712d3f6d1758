"""The program attacked as a stranger would: `python -m tests.attack`, or `make attack`."""

"""The command line `spindex`: resources in whatever form curators have them, brought into the index."""

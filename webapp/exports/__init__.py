"""Any search as a feed or a file, whole."""

"""What goes wrong between the program and a real Elasticsearch, made on purpose."""

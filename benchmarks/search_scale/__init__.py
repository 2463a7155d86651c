"""How search grows with the number of documents, on both engines: `make bench-scale`."""

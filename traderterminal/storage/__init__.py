"""What is kept on disk: the ledger, recordings, secrets and the data files."""

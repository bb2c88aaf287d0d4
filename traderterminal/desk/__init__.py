"""The life of an order: from a wish to what the ledger knows."""

"""The ledger's schema, one numbered step a file; a step that has shipped never changes."""

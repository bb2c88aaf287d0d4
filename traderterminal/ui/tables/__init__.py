"""Tables of live values: a model over rows, painted by one delegate."""

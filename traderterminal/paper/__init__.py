"""Paper trading: fills of our own against the quotes of the market."""

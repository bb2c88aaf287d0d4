"""The vocabulary of trading: pure values and state machines, standard library only."""

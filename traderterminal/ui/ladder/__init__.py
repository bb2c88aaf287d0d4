"""The ladder: prices from top to bottom, what rests at them, and the clicks that trade there."""

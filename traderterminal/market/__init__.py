"""The market: ticks, books, bars, replay and simulation, in whole ticks and lots."""

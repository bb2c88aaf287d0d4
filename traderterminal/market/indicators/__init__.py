"""Indicators of the chart: formulas over bars that go on from bar to bar in constant time."""

"""Limits, costs and rules: pure arithmetic on what an account may do."""

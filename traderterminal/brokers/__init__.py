"""Brokers: one folder each. A folder exports its PLUGIN and nothing else."""

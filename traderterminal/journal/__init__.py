"""The journal: round trips, statistics and excursions, computed from fills alone."""

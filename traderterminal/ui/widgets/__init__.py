"""Small painted controls."""

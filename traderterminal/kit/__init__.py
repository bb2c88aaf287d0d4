"""Small generic things that know no trading."""

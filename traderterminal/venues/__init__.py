"""Practice venues: local servers that speak a broker's own protocol, with a true matching book."""

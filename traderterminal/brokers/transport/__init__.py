"""How bytes reach a broker: requests, sockets, waiting between attempts, and its rate limits."""

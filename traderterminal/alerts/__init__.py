"""TradingView alerts in: decoded, understood, stored once, traded once."""

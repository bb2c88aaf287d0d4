"""What the screen shows and the trader does, without a widget."""

"""What strategies may do on their own."""

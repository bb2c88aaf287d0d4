"""What is heard: tones of our own, the device that plays them, the voice that says them."""

"""The window: view-models without Qt, and the widgets that draw them."""

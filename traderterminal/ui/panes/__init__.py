"""The panes of the window, each drawing one view-model."""

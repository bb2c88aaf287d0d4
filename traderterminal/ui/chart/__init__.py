"""The chart: a raster widget of our own over integer columns."""

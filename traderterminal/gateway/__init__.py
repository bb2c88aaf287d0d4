"""The local HTTP face: alerts in, the API, the stream and the data feed."""

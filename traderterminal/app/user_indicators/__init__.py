"""Indicators that traders write: Python files in a folder, run in a child process of their own.

What such a file does wrong, be it an exception, an endless loop or a crash, ends its own process
and costs the chart that one indicator, with the file and the traceback to show for it.
"""

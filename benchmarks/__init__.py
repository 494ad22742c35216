"""Measurements: how fast the engine is beside others (`python -m benchmarks`), and how well drafts are read (`benchmarks.quality`)."""

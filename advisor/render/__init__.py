"""Renderers: each turns an advice into text of one format, and does nothing else."""

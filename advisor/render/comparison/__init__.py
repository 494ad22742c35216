"""Comparisons of drafts and of situations, one file a format."""

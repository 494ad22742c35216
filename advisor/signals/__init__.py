"""Signals: patterns of concepts and words that establish facts from a text, with the span as evidence."""

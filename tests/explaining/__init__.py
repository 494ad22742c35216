"""Tests of explanations and of the interview."""

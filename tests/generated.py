"""Rulebooks and situations made at random: the ones that `advisor.testing` is made of."""

from advisor.testing.made import condition, rulebook, rulebook_of, situation

__all__ = ["condition", "rulebook", "rulebook_of", "situation"]

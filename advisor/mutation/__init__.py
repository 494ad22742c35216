"""Mutation of rules: whether the examples and scenarios would notice if a rule said something slightly different."""

"""Proofs over rules, and what finds them wrong."""

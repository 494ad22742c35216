"""Proofs over rules: what can never be, always is, or contradicts, found exactly and shown by a situation."""

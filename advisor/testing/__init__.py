"""Testing rules: their examples, scenarios, and properties over generated situations."""

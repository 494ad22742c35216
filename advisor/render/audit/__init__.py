"""The page that sums up an audit, and its plots."""

"""Job descriptions to start from, one file a format; the note to the author stands apart from the ad."""

"""The web page and the HTTP API: the same calls as the command line, for a browser on this machine."""

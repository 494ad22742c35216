"""Reports on drafts, one file a format; `view` decides once what all readable formats show, and in which order."""

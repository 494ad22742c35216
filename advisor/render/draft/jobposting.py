"""An ad as the JobPosting of schema.org, in JSON-LD, as search engines and job boards read it."""

from __future__ import annotations

import json

from advisor.model import JobDraft
from advisor.render.draft.html import fragment


def render(draft: JobDraft, posted: str | None = None) -> str:
    """Return the ad as JSON-LD; `posted` is the date on which it appears (YYYY-MM-DD), a blank where it is not given."""
    posting = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": draft.title,
        "description": fragment(draft),
        "datePosted": posted or "<YYYY-MM-DD>",
        "hiringOrganization": {"@type": "Organization", "name": "<company>"},
        "jobLocation": {
            "@type": "Place",
            "address": {"@type": "PostalAddress", "addressLocality": "<place>", "addressCountry": "<country>"},
        },
    }
    return json.dumps(posting, ensure_ascii=False, indent=2) + "\n"

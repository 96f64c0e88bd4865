"""What other programs may rely on, and how that changed: shown at /developers/ and written to docs/contract.md
(tests/api/test_docs.py compares). In English alone, like the names that it lists."""

PROMISES = (
    "The address of a protest (/p/CODE/) and of its files, of a day, a campaign and their feeds stays for ever. A"
    " merged protest redirects to the other one (301).",
    "Within version 1 of the API, in feeds, files, embeds and the query language, properties, parameters, values of"
    " lists and codes of errors may be added. None is removed, renamed or given another meaning.",
    "So ignore properties and values that you don't know, and read codes, not sentences: sentences are for people.",
    "The UID of a calendar entry and the id of a feed entry never change.",
    "What must change otherwise comes as version 2 at an address of its own, beside version 1.",
    "Not part of the contract: HTML pages and what only their scripts fetch, the design, the order of properties, and"
    " how long a cache may keep something.",
)
# The newest first; the first is the version that the API says of itself.
CHANGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "1.1.0",
        (
            "API: changes/ with tombstones, schema/ (OpenAPI 3.1), docs/.",
            "Feeds: protests.csv, changes.atom (with the banner of a day as an entry), sitemap.xml.",
            "Embeds: /CAMPAIGN/DAY/embed/, /p/CODE/embed/, /embed.js with <standpoint-map>, oEmbed.",
        ),
    ),
    (
        "1.0.0",
        (
            "API: campaigns/, days/, protests/, places/, submissions/.",
            "Feeds: calendar.ics, protests.geojson; of one protest .ics, .geojson and .json.",
            "The query language.",
        ),
    ),
)


def as_markdown() -> str:
    """docs/contract.md."""
    versions = (f"### {version}\n\n{_listed(lines)}" for version, lines in CHANGES)
    return (
        f"# The contract\n\nWritten from protests/api/contract.py, which /developers/ shows too.\n\n## What stays\n\n"
        f"{_listed(PROMISES)}\n## What changed\n\n{chr(10).join(versions)}"
    )


def _listed(lines: tuple[str, ...]) -> str:
    return "".join(f"- {line}\n" for line in lines)

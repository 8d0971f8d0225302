"""Reads feeds with feedparser, a program that is not ours.

Paths of feeds on standard input, a line each; JSON for each of them, in order, on standard output. Dates are UTC.
"""

import calendar
import json
import sys
from datetime import datetime, timezone

import feedparser

# The texts are to be compared as they were sent.
feedparser.SANITIZE_HTML = 0
feedparser.RESOLVE_RELATIVE_URIS = 0


def moment(parsed):
    if parsed is None:
        return None
    time = datetime.fromtimestamp(calendar.timegm(parsed), timezone.utc)
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def entry(found):
    contents = found.get("content", [])
    return {
        "id": found.get("id"),
        "link": found.get("link"),
        "title": found.get("title"),
        "summary": found.get("summary"),
        "content": contents[0]["value"] if contents else None,
        "published": moment(found.get("published_parsed")),
        "updated": moment(found.get("updated_parsed")),
        "author": found.get("author"),
        "tags": [tag["term"] for tag in found.get("tags", [])],
        "enclosures": len(found.get("enclosures", [])),
    }


def read(path):
    with open(path, "rb") as file:
        data = file.read()
    found = feedparser.parse(data)
    feed = found.feed
    return {
        "bozo": bool(found.bozo),
        "reason": str(found.get("bozo_exception", "")),
        "version": found.version,
        "encoding": found.encoding,
        "title": feed.get("title"),
        "link": feed.get("link"),
        "id": feed.get("id"),
        "language": feed.get("language"),
        "updated": moment(feed.get("updated_parsed")),
        "entries": [entry(one) for one in found.entries],
    }


json.dump([read(line.rstrip("\n")) for line in sys.stdin], sys.stdout)

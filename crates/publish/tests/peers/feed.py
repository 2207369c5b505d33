"""Reads alerts.atom with feedparser."""

import sys

try:
    import feedparser
except ImportError:
    print("feedparser is not installed")
    sys.exit(77)

feed = feedparser.parse(sys.argv[1] + "/alerts.atom")
assert not feed.bozo, feed.bozo_exception
assert feed.version == "atom10", feed.version
assert feed.feed.id.startswith("tag:") and feed.feed.title and feed.feed.updated_parsed
assert feed.feed.author and any(link.rel == "self" for link in feed.feed.links)
assert feed.entries
assert len({entry.id for entry in feed.entries}) == len(feed.entries)
for entry in feed.entries:
    assert entry.title and entry.updated_parsed and entry.published_parsed, entry
    assert entry.content[0].type == "text/plain", entry.content
    assert "sources reporting" in entry.content[0].value, "coverage beside each status"
stamps = [entry.updated_parsed for entry in feed.entries]
assert stamps == sorted(stamps, reverse=True)
print(f"{len(feed.entries)} entries")

"""The types of bodies and answers."""

JSON = "application/json"
JSON_LINES = "application/x-ndjson"
PROBLEM = "application/problem+json"
TEXT = "text/plain"

ALL_JSON_LINES = (JSON_LINES, "application/jsonl", "application/x-jsonlines")
"""Names that are in use for JSON Lines; an answer has the first."""

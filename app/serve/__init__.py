"""The HTTP service: the tagger for programs in other languages, and for people in a page."""

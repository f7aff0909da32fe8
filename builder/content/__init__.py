"""Content files → values: front matter, outline, run-in heads, anchors, dictionaries."""

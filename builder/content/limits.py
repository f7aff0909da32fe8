"""How much of anything a content file may hold: the one place for such numbers, for reading a body and for analysing it.

Real reports stay far below: of those that were tried, the longest paragraph had 7,000 characters, the longest body 120,000.
Above, the time of pattern matching grows faster than the text, and what stands there is no report but a broken file.
Whoever meets more than this tells it with the line and does not read on; nothing is cut without a word.
"""

from __future__ import annotations

PARAGRAPH_LIMIT = 20_000  # characters of one paragraph, list item, table row or line
CLAUSE_LIMIT = 1_000  # characters from one comma to the next; the longest met: 173
BODY_LIMIT = 1_000_000  # characters of one body
LINES_LIMIT = 20_000  # lines of one body
NESTING_LIMIT = 20  # lists, quotes and elements inside each other

"""Tables: every figure is the union of its row, its column and the words above the table.

Path: ``heads`` (what one head says) → ``grid`` (columns) and ``labels`` (rows) → ``cells`` (one number with its sign and unit)
→ ``lines`` (rows of the contract) and ``attach`` (growth, completion, rank).
"""

"""Tables: what their heads say of columns, what their cells state of rows.

Path: ``columns`` (heads) → ``cells`` (one number with its sign and unit) → ``lines`` (rows of the contract).
"""

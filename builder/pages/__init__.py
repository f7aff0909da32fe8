"""Which pages exist and what each shows: facts → frozen view models."""

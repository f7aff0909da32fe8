"""One module a command: the recipes that join disk, cache and pure steps."""

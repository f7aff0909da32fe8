"""Serves a folder on this machine, rebuilds and reloads on change."""

"""Gongkai (公开): a static site generator for government disclosure reports."""

__version__ = "0.1.0"

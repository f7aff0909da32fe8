"""What the reports say: figures, topics, timelines, ledger, links, words."""

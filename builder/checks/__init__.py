"""Rules over the whole collection and over the finished site; they yield problems."""

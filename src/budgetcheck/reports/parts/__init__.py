"""What the report writers share: safe text, places, excerpts, phrases, trees, summaries."""

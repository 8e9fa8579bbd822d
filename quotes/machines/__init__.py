"""The record for machines: linked data, feeds, sitemaps, pictures, cards to embed, citations."""

"""Who speaks when: voices with their overlaps, and where speech is at all, from one pass of the segmentation network."""

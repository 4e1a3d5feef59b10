"""Rules without Python: a small safe language over the columns of a frame, carried out on whole arrays."""

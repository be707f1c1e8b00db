"""Ad hoc requests: several organisations asked at once, the first usable dwelling taken."""

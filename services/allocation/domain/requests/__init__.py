"""Ad hoc requests (efterlysning) to organisations without an agreement: asked, answered, the first usable one taken."""

"""One file a revision, oldest first by their chain of `down_revision`."""

"""What editors do to content before anyone builds it: new files, the next year."""

"""The finder's index: what a phone loads to search all programmes, and what matching means."""

"""The whole way, in Chromium, on the server that script/server starts."""

"""The promises of the API, kept over HTTP."""

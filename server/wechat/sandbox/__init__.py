"""A strict, stateful WeChat stand-in, its own process: for a desk without credentials and for tests."""

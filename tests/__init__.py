"""Everything that checks the system; see README.md here for where a new test goes."""

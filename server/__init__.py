"""School visitor reservation: the server."""

"""What pages cost: the server's time, and what a browser loads."""

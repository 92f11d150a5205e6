"""What the end-to-end tests stand on: a running server, requests by hand, signatures, pictures."""

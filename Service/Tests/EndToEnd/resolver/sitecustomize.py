"""Stands in for a line in /etc/hosts: every name below localhost is this machine. coscmd itself stays as it is."""

import socket

_getaddrinfo = socket.getaddrinfo


def getaddrinfo(host, *arguments, **options):
    name = host.decode() if isinstance(host, bytes) else host
    return _getaddrinfo("127.0.0.1" if name and name.endswith(".localhost") else host, *arguments, **options)


socket.getaddrinfo = getaddrinfo

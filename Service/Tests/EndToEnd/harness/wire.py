"""HTTP by hand: SDKs send nothing that is wrong, and repair what they get."""

import re
import socket
import xml.etree.ElementTree


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    def __getitem__(self, name):
        """The value of a header that must be there at most once; `None` without."""
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        assert len(values) <= 1, f"{name} is there {len(values)} times"
        return values[0] if values else None

    @property
    def xml(self):
        assert self["Content-Type"] == "application/xml", "exactly, or SDKs do not parse it"
        return xml.etree.ElementTree.fromstring(self.body)

    @property
    def code(self):
        return self.xml.findtext("Code") if self.body else None

    def __repr__(self):
        return f"{self.status} {self.headers} {self.body[:400]!r}"


class Connection:
    """One TCP connection."""

    def __init__(self, port, timeout=30):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=timeout)
        self.buffer = bytearray()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data if isinstance(data, bytes) else data.encode())

    def _receive(self, most=65536):
        data = self.socket.recv(most)
        self.buffer += data
        return bool(data)

    def head(self):
        """The next answer's status and headers; `None` when the server closed the connection."""
        while b"\r\n\r\n" not in self.buffer:
            try:
                if not self._receive():
                    return None
            except ConnectionResetError:
                return None
        lines = self._line(b"\r\n\r\n").decode("utf-8").split("\r\n")
        status = int(re.fullmatch(r"HTTP/1\.[01] (\d{3})( .*)?", lines[0]).group(1))
        return status, [tuple(part.strip() for part in line.split(":", 1)) for line in lines[1:]]

    def body(self, length):
        while len(self.buffer) < length:
            assert self._receive(), "the connection ended within a body"
        return self._take(length)

    def _take(self, length):
        data = bytes(self.buffer[:length])
        del self.buffer[:length]
        return data

    def _line(self, end):
        line = self._take(self.buffer.index(end))
        del self.buffer[:len(end)]
        return line

    def answer(self, to="GET"):
        """The next answer; `None` when the server closed the connection instead."""
        head = self.head()
        if head is None:
            return None
        answer = Answer(*head, b"")
        if to == "HEAD" or answer.status in (100, 204, 304):
            return answer
        if answer["Transfer-Encoding"] == "chunked":
            while True:
                while b"\r\n" not in self.buffer:
                    assert self._receive(), "the connection ended within a body"
                size = self._line(b"\r\n")
                answer.body += self.body(int(size, 16))
                self.body(2)
                if int(size, 16) == 0:
                    return answer
        assert answer["Content-Length"] is not None, f"an answer has a length or is chunked: {answer}"
        answer.body = self.body(int(answer["Content-Length"]))
        return answer

    def is_closed(self, within=5):
        """Whether the server closes its side without sending more."""
        self.socket.settimeout(within)
        try:
            return not self.buffer and self.socket.recv(1) == b""
        except ConnectionResetError:
            return True
        except TimeoutError:
            return False

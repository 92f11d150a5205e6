"""Signs requests as COS's SDKs do, written from the vendor's description and sharing nothing with the server."""

import hashlib
import hmac
import time
from urllib.parse import quote, unquote_to_bytes


class Key:
    """A key pair. `repr` shows no secret, as pytest prints what it compares."""

    def __init__(self, key_id, secret):
        self.id = key_id
        self.secret = secret

    def __repr__(self):
        return f"Key({self.id})"


def encoded(text):
    return quote(text, safe="-_.~")


def _hmac(key, text):
    return hmac.new(key.encode(), text.encode(), hashlib.sha1).hexdigest()


def signature(key, method, target, headers, signed_headers=None, signed_parameters=None, start=-60, end=3600, now=None):
    """The value of `Authorization` for a request.

    `headers` are all that are sent, `Host` among them. Without lists everything is signed. `start` and `end` are
    seconds from now.
    """
    now = int(time.time()) if now is None else now
    path, _, query = target.partition("?")
    values = {encoded(name).lower(): encoded(value) for name, value in ((n.lower(), v.strip()) for n, v in headers)}
    pairs = {}
    for pair in filter(None, query.split("&")):
        name, _, value = pair.partition("=")
        name, value = (unquote_to_bytes(part.replace("+", " ")) for part in (name, value))
        pairs.setdefault(quote(name, safe="-_.~").lower(), []).append(quote(value, safe="-_.~"))
    header_list = sorted(values) if signed_headers is None else signed_headers
    parameter_list = sorted(pairs) if signed_parameters is None else signed_parameters
    text = b"\n".join([
        method.lower().encode(), unquote_to_bytes(path),
        "&".join(f"{name}={value}" for name in parameter_list for value in sorted(pairs[name])).encode(),
        "&".join(f"{name}={values[name]}" for name in header_list).encode(), b"",
    ])
    times = f"{now + start};{now + end}"
    to_sign = f"sha1\n{times}\n{hashlib.sha1(text).hexdigest()}\n"
    code = _hmac(_hmac(key.secret, times), to_sign)
    return (
        f"q-sign-algorithm=sha1&q-ak={key.id}&q-sign-time={times}&q-key-time={times}"
        f"&q-header-list={';'.join(header_list)}&q-url-param-list={';'.join(parameter_list)}&q-signature={code}"
    )


def link(key, method, target, host, **options):
    """`target` with a signature in its query; options as for `signature`."""
    headers = [("Host", host)]
    authorization = signature(key, method, target, headers, **options)
    items = [item.partition("=") for item in authorization.split("&")]
    query = "&".join(f"{name}={quote(value, safe='')}" for name, _, value in items)
    return f"{target}{'&' if '?' in target else '?'}{query}"

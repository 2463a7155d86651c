"""A door before Elasticsearch that can be shut, slowed or made to lie."""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.services.postgresql import free_port

CHUNK = 65536
RESET = struct.pack("ii", 1, 0)


@dataclass(frozen=True)
class Hang:
    """Takes the question and says nothing."""


@dataclass(frozen=True)
class HangAt:
    """Answers everything until it is asked for this; then it takes the question and says nothing."""

    path: str


@dataclass(frozen=True)
class Cut:
    """Resets every connection as soon as it is made."""


@dataclass(frozen=True)
class Late:
    """Passes every piece of an answer on after so many seconds."""

    seconds: float


@dataclass(frozen=True)
class Trickle:
    """Passes answers on a byte at a time: never silent for long, and never done."""

    seconds: float = 0.05


@dataclass(frozen=True)
class Says:
    """Answers by itself, whatever is asked."""

    status: int
    body: str


@dataclass(frozen=True)
class CutIn:
    """Resets a connection when so many bytes of a question for this have gone through, or when its answer begins."""

    path: str
    sent: int
    then: Callable[[], object] = lambda: None


Fault = Hang | HangAt | Cut | Late | Trickle | Says | CutIn | None


class Proxy:
    """Listens on a port of its own; a change of `fault` ends all open connections."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.target = (parts.hostname or "127.0.0.1", parts.port or 80)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.accepted = 0
        self.hanging = threading.Event()
        # Of the question that was cut: how much went through, and how long it was.
        self.cut = (0, 0)
        self._fault: Fault = None
        self._open: set[socket.socket] = set()
        self._listener: socket.socket | None = None

    @property
    def fault(self) -> Fault:
        return self._fault

    @fault.setter
    def fault(self, fault: Fault) -> None:
        self._fault = fault
        for connection in list(self._open):
            _end(connection)

    def listen(self) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen(128)
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def refuse(self) -> None:
        """Nobody is at the door; `listen` opens it again."""
        if self._listener is not None:
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        self.fault = None

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            self.accepted += 1
            self._open.add(client)
            threading.Thread(target=self._serve, args=(client, self._fault), daemon=True).start()

    def _serve(self, client: socket.socket, fault: Fault) -> None:
        with contextlib.suppress(OSError):
            if isinstance(fault, Cut):
                pass
            elif isinstance(fault, Hang):
                self._swallow(client)
            elif isinstance(fault, Says):
                _answer(client, fault)
            else:
                self._forward(client, fault)
        self._open.discard(client)
        _end(client)

    def _swallow(self, client: socket.socket) -> None:
        self.hanging.set()
        while client.recv(CHUNK):
            pass

    def _forward(self, client: socket.socket, fault: Fault) -> None:
        with socket.create_connection(self.target) as server:
            doomed = threading.Event()
            back = threading.Thread(target=_answers, args=(server, client, fault, doomed), daemon=True)
            back.start()
            while data := client.recv(CHUNK):
                if isinstance(fault, HangAt) and _asks_for(fault.path, data):
                    self._swallow(client)
                    return
                if isinstance(fault, CutIn) and _asks_for(fault.path, data):
                    doomed.set()
                    if self._pass_on(client, server, fault.sent, data):
                        back.join()  # until the answer begins
                    fault.then()
                    _end(server)
                    return
                server.sendall(data)

    def _pass_on(self, client: socket.socket, server: socket.socket, most: int, data: bytes) -> bool:
        """Pass on the beginning of a question; True when that is all of it."""
        head = data.partition(b"\r\n\r\n")[0]
        length, sent = len(head) + 4 + _length(head), 0
        while sent < length:
            passed = data[: most - sent]
            server.sendall(passed)
            sent += len(passed)
            self.cut = (sent, length)
            if sent >= most:
                return False
            data = client.recv(CHUNK) if sent < length else b""
        return True


def _asks_for(path: str, data: bytes) -> bool:
    return path.encode() in data.partition(b"\r\n")[0]


def _length(head: bytes) -> int:
    lengths = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return int(lengths[0]) if lengths else 0


def _answers(server: socket.socket, client: socket.socket, fault: Fault, doomed: threading.Event) -> None:
    with contextlib.suppress(OSError):
        while data := server.recv(CHUNK):
            if doomed.is_set():
                return
            if isinstance(fault, Late):
                time.sleep(fault.seconds)
            if isinstance(fault, Trickle):
                for byte in data:
                    client.sendall(bytes([byte]))
                    time.sleep(fault.seconds)
            else:
                client.sendall(data)


def _answer(client: socket.socket, says: Says) -> None:
    body = says.body.encode()
    head = (
        f"HTTP/1.1 {says.status} Said\r\nContent-Type: application/vnd.elasticsearch+json;compatible-with=9\r\n"
        f"X-Elastic-Product: Elasticsearch\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    waiting = b""
    while data := client.recv(CHUNK):
        waiting += data
        while b"\r\n\r\n" in waiting:
            question, _, rest = waiting.partition(b"\r\n\r\n")
            length = _length(question)
            if len(rest) < length:
                break
            waiting = rest[length:]
            client.sendall(head.encode() + body)


def _end(connection: socket.socket) -> None:
    """A reset, as from a machine that went away."""
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


@contextmanager
def proxy_before(url: str) -> Iterator[Proxy]:
    proxy = Proxy(url)
    proxy.listen()
    try:
        yield proxy
    finally:
        proxy.refuse()


def error(status: int, kind: str) -> Says:
    """An error in Elasticsearch's own form."""
    reason = {"type": kind, "reason": kind}
    return Says(status, json.dumps({"error": {**reason, "root_cause": [reason]}, "status": status}))

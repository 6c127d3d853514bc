"""Visitors without a browser: sessions over the websocket, many of them, to watch memory and answer times."""

from __future__ import annotations

import time
from types import TracebackType

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect


class Visitor:
    """One session of the served app. `with Visitor(app_url) as visitor: visitor.run("objectives")`."""

    def __init__(self, app_url: str, query: str = "") -> None:
        address = app_url.replace("http", "ws", 1) + "/_stcore/stream"
        self.query = query
        self.errors: list[str] = []
        self._connection = connect(address, subprotocols=["streamlit"], max_size=None, open_timeout=30)  # type: ignore[list-item]

    def run(self, page: str = "", seconds: float = 60) -> float:
        """Open a page, or run the present one again. Returns how long the answer took, in seconds."""
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_name = page
        start = time.perf_counter()
        self._socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(self._socket.recv(timeout=seconds))  # type: ignore[arg-type]
            if answer.WhichOneof("type") == "delta" and answer.delta.new_element.WhichOneof("type") == "exception":
                self.errors.append(answer.delta.new_element.exception.message)
            if answer.WhichOneof("type") == "script_finished":
                return time.perf_counter() - start

    def __enter__(self) -> Visitor:
        self._socket = self._connection.__enter__()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._socket.close()

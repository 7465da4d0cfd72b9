"""Small inputs to begin fuzzing QUIC with: streams of HTTP/3 and of DoQ, and packets of each kind. `python3 fuzz/seeds_quic.py FOLDER`."""

import struct
import sys
from pathlib import Path

BYTES, FINISHED, RESET = 10, 2, 4
REQUEST = b"\x01\x03\0\0\xd1" + b"\0\4body"
CONTROL = b"\0" + b"\4\4\1\x40\x64\7"
QUERY = bytes.fromhex("000001000001000000000000") + b"\x01a\x07example\0\0\1\0\1"
IDS = b"\x08" + b"\x83\x94\xc8\xf0\x3e\x51\x57\x08" + b"\0"


def event(kind: int, stream: int, data: bytes = b"") -> bytes:
    return bytes([kind, stream, len(data)]) + data


def datagram(side: int, data: bytes) -> bytes:
    return bytes([side]) + struct.pack(">H", len(data)) + data


def main() -> None:
    folder = Path(sys.argv[1])
    control = event(BYTES, 2, CONTROL) + event(BYTES + 1, 3, CONTROL)
    request = event(BYTES, 0, REQUEST) + event(FINISHED, 0)
    (folder / "h3").write_bytes(b"\0" + control + request + event(RESET + 1, 0))
    (folder / "qpack").write_bytes(b"\0" + event(BYTES, 6, b"\2\x3f\x45\xc1\4path") + request)
    (folder / "doq").write_bytes(b"\1" + event(BYTES, 0, struct.pack(">H", len(QUERY)) + QUERY) + event(FINISHED, 0))
    initial = b"\xc3\0\0\0\1" + IDS + b"\0\x40\x40" + bytes(64)
    handshake = b"\xe3\0\0\0\1" + IDS + b"\x40\x40" + bytes(64)
    retry = b"\xf0\0\0\0\1" + IDS + b"token" + bytes(16)
    versions = b"\x80\0\0\0\0" + IDS + b"\0\0\0\1\x6b\x33\x43\xcf"
    short = b"\x40" + IDS[1:9] + bytes(40)
    (folder / "packets").write_bytes(
        b"\2" + datagram(0, initial) + datagram(1, versions) + datagram(1, retry) + datagram(1, initial + handshake) + datagram(0, short)
    )


main()

"""Small messages of DNS to begin fuzzing with: a query with options, and answers of many types. `python3 fuzz/seeds_dns.py FOLDER`."""

import struct
import sys
from pathlib import Path

QUESTION = b"\x01a\x07example\0"
ADDRESS = b"\xc0\0\2\1"
NAME = b"\x01b\xc0\x0c"
TYPES = b"\0\6\x40\0\0\0\0\3"
ECH = bytes.fromhex("001bfe0d0017070020000401020304000400010001000561622e63640000")
SERVICE = b"\0\1\0" + b"\0\1\0\3\2h2" + b"\0\3\0\2\1\xbb" + b"\0\5" + struct.pack(">H", len(ECH)) + ECH
RECORDS = {
    1: ADDRESS,
    2: NAME,
    6: NAME + NAME + bytes(20),
    15: b"\0\1" + NAME,
    16: b"\4text\0",
    28: bytes(16),
    33: bytes(6) + NAME,
    43: bytes(4) + b"digest",
    46: bytes(18) + b"\0signature",
    47: NAME + TYPES,
    48: b"\1\1\3\x0dkey",
    50: b"\1\0\0\0\2ab\4hash" + TYPES,
    52: b"\3\1\1hash",
    65: SERVICE,
    257: b"\x80\5issueca",
    999: b"opaque",
}
OPTIONS = b"".join(
    struct.pack(">HH", code, len(data)) + data
    for code, data in [(8, b"\0\1\x18\0\xc0\0\2"), (10, b"cookie!!"), (12, bytes(4)), (15, b"\0\x0fwhy"), (13, NAME)]
)
OPT = b"\0\0\x29\x04\xd0\0\0\x80\0" + struct.pack(">H", len(OPTIONS)) + OPTIONS


def message(flags: int, kind: int, answers: int, rest: bytes, more: int = 0) -> bytes:
    return struct.pack(">HHHHHH", 7, flags, 1, answers, 0, more) + QUESTION + struct.pack(">HH", kind, 1) + rest


def main() -> None:
    folder = Path(sys.argv[1])
    (folder / "query").write_bytes(message(0x0100, 1, 0, OPT, 1))
    for kind, data in RECORDS.items():
        record = b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 300, len(data)) + data
        (folder / f"answer-{kind}").write_bytes(message(0x8180, kind, 1, record))


main()

"""Small captures to begin fuzzing with: each byte order, clock and link type. `python3 fuzz/seeds.py FOLDER`."""

import struct
import sys
from pathlib import Path

ETHERNET = bytes(12)
# Link types, with what stands before an IPv4 packet.
LINKS = {
    "raw": (101, b""),
    "raw-bsd": (12, b""),
    "ipv4": (228, b""),
    "ethernet": (1, ETHERNET + b"\x08\x00"),
    "vlan": (1, ETHERNET + b"\x81\x00\x00\x05\x08\x00"),
    "loopback": (0, b"\x02\x00\x00\x00"),
    "openbsd": (108, b"\x00\x00\x00\x02"),
    "cooked": (113, bytes(14) + b"\x08\x00"),
    "cooked-v2": (276, b"\x08\x00" + bytes(18)),
}


def ipv4(side: int, flags: int, seq: int, ack: int, payload: bytes = b"", offset: int = 0, more: bool = False) -> bytes:
    ports = (40_000, 80) if side == 0 else (80, 40_000)
    tcp = struct.pack(">HHIIBBHHH", *ports, seq, ack, 5 << 4, flags, 1000, 0, 0) + payload
    fragment = offset // 8 | (0x2000 if more else 0)
    ends = (b"\x0a\0\0\1", b"\x0a\0\0\2") if side == 0 else (b"\x0a\0\0\2", b"\x0a\0\0\1")
    return struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(tcp), 7, fragment, 64, 6, 0) + ends[0] + ends[1] + tcp


PACKETS = [
    ipv4(0, 2, 99, 0),
    ipv4(1, 18, 199, 100),
    ipv4(0, 24, 100, 200, b"GET / HTTP/1.1\r\nHost: bob\r\n\r\n"),
    ipv4(1, 24, 200, 129, b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"),
    ipv4(1, 24, 300, 129, b"\x16\x03\x03\x00\x02\x00\x00"),
    ipv4(0, 24, 129, 307, b"some of it", 0, True),
    ipv4(1, 17, 307, 129),
    ipv4(0, 4, 129, 308),
    b"\x60\0\0\0" + struct.pack(">HBB", 20, 6, 64) + bytes(32) + struct.pack(">HHIIBBHHH", 1, 2, 3, 4, 80, 2, 0, 0, 0),
]


def pcap(order: str, magic: int, link_type: int, head: bytes) -> bytes:
    file = struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, 65_535, link_type)
    for at, packet in enumerate(PACKETS):
        packet = head + packet
        file += struct.pack(order + "IIII", 1_700_000_000, at, len(packet), len(packet)) + packet
    return file


def pcapng(order: str, link_type: int, head: bytes) -> bytes:
    def block(kind: int, body: bytes) -> bytes:
        body += bytes(-len(body) % 4)
        return struct.pack(order + "II", kind, len(body) + 12) + body + struct.pack(order + "I", len(body) + 12)

    keys = b"CLIENT_RANDOM " + b"00" * 32 + b" " + b"11" * 48 + b"\n"
    file = block(0x0A0D0D0A, struct.pack(order + "IHHq", 0x1A2B3C4D, 1, 0, -1))
    file += block(1, struct.pack(order + "HHIHHB3xI", link_type, 0, 0, 9, 1, 9, 0))
    file += block(10, struct.pack(order + "II", 0x544C534B, len(keys)) + keys)
    for at, packet in enumerate(PACKETS):
        packet = head + packet
        body = struct.pack(order + "IIIII", 0, 0x17979CFE, at, len(packet), len(packet)) + packet + bytes(-len(packet) % 4)
        file += block(6, body + struct.pack(order + "HH4sI", 1, 4, b"said", 0))
    return file + block(3, struct.pack(order + "I", len(head + PACKETS[0])) + head + PACKETS[0])


def main() -> None:
    folder = Path(sys.argv[1])
    for name, (link_type, head) in LINKS.items():
        for order in "<>":
            side = "little" if order == "<" else "big"
            (folder / f"{name}-{side}.pcap").write_bytes(pcap(order, 0xA1B2C3D4, link_type, head))
            (folder / f"{name}-{side}-nano.pcap").write_bytes(pcap(order, 0xA1B23C4D, link_type, head))
            (folder / f"{name}-{side}.pcapng").write_bytes(pcapng(order, link_type, head))
    both = pcapng("<", *LINKS["raw"]) + pcapng(">", *LINKS["ethernet"])
    (folder / "sections.pcapng").write_bytes(both)


main()

"""Seeds for the fuzz target `packets`: packets of frozen captures, and a few tunnels, each behind its link type."""

import struct
import sys
from pathlib import Path

folder = Path(sys.argv[1])


def seed(name, link_type, packet):
    (folder / name).write_bytes(struct.pack("<H", link_type) + packet)


def ip(protocol, payload):
    head = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(payload), 1, 0, 64, protocol, 0)
    return head + bytes([10, 0, 0, 1, 10, 0, 0, 2]) + payload


for path in map(Path, sys.argv[2:]):
    data, at, link_type, number = path.read_bytes(), 0, 101, 0
    while at + 12 <= len(data) and number < 12:
        kind, length = struct.unpack_from("<II", data, at)
        if kind == 1:
            (link_type,) = struct.unpack_from("<H", data, at + 8)
        if kind == 6:
            (kept,) = struct.unpack_from("<I", data, at + 20)
            seed(f"{path.stem}-{number}", link_type, data[at + 28 : at + 28 + kept])
            number += 1
        at += length

tcp = struct.pack(">HHIIBBHHH", 40000, 80, 1, 0, 0xA0, 2, 1000, 0, 0) + bytes.fromhex("020405b40402080a000000010000000001030307")
cards = bytes.fromhex("001b21000001001b21000002")
ethernet = cards + b"\x08\0" + ip(6, tcp)
udp = lambda port, inner: struct.pack(">HHHH", 50000, port, 8 + len(inner), 0) + inner
seed("ethernet", 1, ethernet)
seed("vlan", 1, cards + bytes.fromhex("88a8000981000007") + b"\x08\0" + ip(6, tcp))
seed("mpls", 1, cards + bytes.fromhex("884700064140") + ip(6, tcp))
seed("gre", 101, ip(47, bytes.fromhex("b0000800000000000000000500000001") + ip(6, tcp)))
seed("pptp", 101, ip(47, bytes.fromhex("3081880b002a00090000000100000001") + b"\0\x21" + ip(6, tcp)))
seed("vxlan", 101, ip(17, udp(4789, bytes.fromhex("0800000000002a00") + ethernet)))
seed("geneve", 101, ip(17, udp(6081, bytes.fromhex("0200655800002a000102030104050607") + ethernet)))
seed("ipinip", 101, ip(4, ip(4, ip(6, tcp))))
seed("icmp", 101, ip(1, bytes.fromhex("0303000000000000") + ip(6, tcp)))
seed("arp", 1, cards + bytes.fromhex("08060001080006040001") + cards[6:] + bytes(14))
seed("radiotap", 127, bytes.fromhex("00000800000000000801") + bytes(22) + bytes.fromhex("aaaa030000000800") + ip(6, tcp))

"""QUIC and HTTP/3 as aioquic speaks them: either end of a connection, for captures that are compared with Wireshark's view.

    peers.py server --cert FILE --key FILE --keys FILE [...]     says its port, and serves until its standard input ends
    peers.py client --port PORT --keys FILE [...] PATH...        asks for each path and ends

Both take the options below. The last line of a client is what it received, as JSON: for each stream its header lists in order, and how
many bytes of body.
"""

import argparse, asyncio, json, ssl, struct, sys

from aioquic.asyncio import QuicConnectionProtocol, connect, serve
from aioquic.h3.connection import ErrorCode, H3Connection
from aioquic.h3.events import DataReceived, DatagramReceived, HeadersReceived, PushPromiseReceived
from aioquic.quic.configuration import QuicConfiguration
from aioquic.quic.events import StreamDataReceived, StreamReset
from aioquic.tls import CipherSuite

SUITES = {"aes128": CipherSuite.AES_128_GCM_SHA256, "aes256": CipherSuite.AES_256_GCM_SHA384, "chacha20": CipherSuite.CHACHA20_POLY1305_SHA256}
VERSIONS = {"1": 0x00000001, "2": 0x6B3343CF, "grease": 0x1A2A3A4A}
DNS_ANSWER = bytes.fromhex("0000818000010001000000000161076578616d706c650000010001c00c000100010000003c0004c0000201")
DNS_QUERY = bytes.fromhex("0000010000010000000000000161076578616d706c650000010001")

parser = argparse.ArgumentParser()
parser.add_argument("role", choices=["server", "client"])
parser.add_argument("paths", nargs="*")
parser.add_argument("--port", type=int, default=0)
parser.add_argument("--cert"), parser.add_argument("--key"), parser.add_argument("--keys")
parser.add_argument("--alpn", default="h3")
parser.add_argument("--suite", choices=SUITES)
parser.add_argument("--versions", default="1,2")
parser.add_argument("--original", choices=VERSIONS, help="the version of the first packet")
parser.add_argument("--id-length", type=int, default=8)
parser.add_argument("--retry", action="store_true")
parser.add_argument("--datagrams", action="store_true", help="CONNECT of WebTransport, streams and datagrams in it")
parser.add_argument("--post", type=int, help="so many bytes to each path")
parser.add_argument("--together", action="store_true", help="all requests at once")
parser.add_argument("--update-keys", action="store_true", help="after each answer")
parser.add_argument("--change-id", action="store_true", help="after each answer")
parser.add_argument("--again", action="store_true", help="a second connection that resumes, with the first request as early data")
parser.add_argument("--close", type=int, help="end with this code of the application")
options = parser.parse_intermixed_args()


class Server(QuicConnectionProtocol):
    h3 = None

    def quic_event_received(self, event):
        if options.alpn == "doq":
            if isinstance(event, StreamDataReceived) and event.data:
                self._quic.send_stream_data(event.stream_id, struct.pack(">H", len(DNS_ANSWER)) + DNS_ANSWER, True)
                self.transmit()
            return
        if self.h3 is None:
            self.h3 = H3Connection(self._quic, enable_webtransport=options.datagrams)
            self.asked, self.bodies = {}, {}
        for what in self.h3.handle_event(event):
            self.told(what)
        self.transmit()

    def told(self, what):
        stream = getattr(what, "stream_id", None)
        if isinstance(what, DatagramReceived):
            self.h3.send_datagram(stream, what.data[::-1])
        elif isinstance(what, HeadersReceived):
            self.asked.setdefault(stream, dict(what.headers))
            if self.asked[stream].get(b":method") == b"CONNECT":
                self.h3.send_headers(stream, [(b":status", b"200")])
            elif what.stream_ended:
                self.answer(stream)
        elif isinstance(what, DataReceived):
            self.bodies[stream] = self.bodies.get(stream, 0) + len(what.data)
            if what.stream_ended and self.asked[stream].get(b":method") != b"CONNECT":
                self.answer(stream)

    def answer(self, stream):
        path = self.asked[stream][b":path"].decode()
        head = [(b":status", b"200"), (b"server", b"aioquic"), (b"content-type", b"text/plain"), (b"x-path", path.encode())]
        body = b"hello\n"
        if path.startswith("/bytes/"):
            body = bytes(i * 2654435761 >> 24 & 0xFF for i in range(4096)) * (int(path[7:]) // 4096 + 1)
            body = body[: int(path[7:])]
        elif path == "/early":
            self.h3.send_headers(stream, [(b":status", b"103"), (b"link", b"</style.css>; rel=preload")])
        elif path == "/pushed":
            pushed = [(b":method", b"GET"), (b":scheme", b"https"), (b":authority", b"localhost"), (b":path", b"/style.css")]
            there = self.h3.send_push_promise(stream, pushed)
            self.h3.send_headers(there, [(b":status", b"200"), (b"content-type", b"text/css")])
            self.h3.send_data(there, b"p { color: red }\n", True)
        elif path == "/reset":
            self.h3.send_headers(stream, head)
            self._quic.reset_stream(stream, ErrorCode.H3_INTERNAL_ERROR)
            return
        elif path == "/post":
            body = b"%d bytes\n" % self.bodies.get(stream, 0)
        self.h3.send_headers(stream, head + [(b"content-length", b"%d" % len(body))])
        self.h3.send_data(stream, body, path != "/trailers")
        if path == "/trailers":
            self.h3.send_headers(stream, [(b"x-checksum", b"none")], True)


class Client(QuicConnectionProtocol):
    h3 = None

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        if options.alpn != "doq":
            self.h3 = H3Connection(self._quic, enable_webtransport=options.datagrams)
        self.heads, self.sizes, self.ended = {}, {}, {}

    def quic_event_received(self, event):
        if isinstance(event, StreamReset):
            self.end(event.stream_id)
        if self.h3 is None:
            if isinstance(event, StreamDataReceived) and event.end_stream:
                self.end(event.stream_id)
            return
        for what in self.h3.handle_event(event):
            stream = getattr(what, "stream_id", None)
            if isinstance(what, (HeadersReceived, PushPromiseReceived)):
                self.heads.setdefault(stream, []).append([[name.decode(), value.decode()] for name, value in what.headers])
            elif isinstance(what, DataReceived):
                self.sizes[stream] = self.sizes.get(stream, 0) + len(what.data)
            elif isinstance(what, DatagramReceived):
                self.end("datagram")
            if getattr(what, "stream_ended", False):
                self.end(stream)

    def end(self, what):
        self.ended.setdefault(what, self._loop.create_future())
        if not self.ended[what].done():
            self.ended[what].set_result(None)

    async def ends(self, what):
        await asyncio.wait_for(self.ended.setdefault(what, self._loop.create_future()), 60)

    def ask(self, path):
        stream = self._quic.get_next_available_stream_id()
        if self.h3 is None:
            self._quic.send_stream_data(stream, struct.pack(">H", len(DNS_QUERY)) + DNS_QUERY, True)
        else:
            method = b"GET" if options.post is None else b"POST"
            head = [(b":method", method), (b":scheme", b"https"), (b":authority", b"localhost"), (b":path", path.encode()),
                    (b"user-agent", b"aioquic"), (b"cookie", b"acorn=oak"), (b"priority", b"u=1, i")]
            self.h3.send_headers(stream, head, options.post is None)
            if options.post is not None:
                self.h3.send_data(stream, b"acorns! " * (options.post // 8), True)
        self.transmit()
        return stream

    async def transport(self):
        stream = self._quic.get_next_available_stream_id()
        self.h3.send_headers(stream, [(b":method", b"CONNECT"), (b":protocol", b"webtransport"), (b":scheme", b"https"),
                                      (b":authority", b"localhost"), (b":path", b"/wt")])
        self.transmit()
        while stream not in self.heads:
            await asyncio.sleep(0.01)
        self.h3.send_datagram(stream, b"acorn")
        for one_way in [True, False]:
            self._quic.send_stream_data(self.h3.create_webtransport_stream(stream, one_way), b"oak", True)
        self.transmit()
        await self.ends("datagram")


async def ask_all(client):
    if options.datagrams:
        await client.transport()
    if options.together:
        streams = [client.ask(path) for path in options.paths]
        for stream in streams:
            await client.ends(stream)
    else:
        for path in options.paths:
            await client.ends(client.ask(path))
            if options.update_keys:
                client.request_key_update()
            if options.change_id:
                client.change_connection_id()
    if options.close is not None:
        client.close(options.close, "the squirrels have eaten")


def configuration(keys):
    made = QuicConfiguration(is_client=options.role == "client", alpn_protocols=[options.alpn], secrets_log_file=keys,
                             connection_id_length=options.id_length, max_datagram_frame_size=65536 if options.datagrams else None,
                             supported_versions=[VERSIONS[version] for version in options.versions.split(",")])
    if options.suite:
        made.cipher_suites = [SUITES[options.suite]]
    if options.original:
        made.original_version = VERSIONS[options.original]
    if made.is_client:
        made.verify_mode, made.server_name = ssl.CERT_NONE, "localhost"
    else:
        made.load_cert_chain(options.cert, options.key)
    return made


async def server(keys):
    tickets = {}
    listens = await serve("127.0.0.1", 0, configuration=configuration(keys), create_protocol=Server, retry=options.retry,
                          session_ticket_fetcher=lambda label: tickets.pop(label, None),
                          session_ticket_handler=lambda ticket: tickets.__setitem__(ticket.ticket, ticket))
    print(listens._transport.get_extra_info("sockname")[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    listens.close()


async def client(keys):
    tickets, told = [], []
    for turn in range(2 if options.again else 1):
        made = configuration(keys)
        if turn:
            made.session_ticket = tickets[0]
        async with connect("127.0.0.1", options.port, configuration=made, create_protocol=Client, wait_connected=not turn,
                           session_ticket_handler=tickets.append) as client:
            await ask_all(client)
            if options.again and not turn:
                for _ in range(500):
                    if tickets:
                        break
                    await asyncio.sleep(0.01)
            told.append({"heads": client.heads, "sizes": client.sizes})
    print(json.dumps(told))


with open(options.keys, "a") as keys:
    asyncio.run(asyncio.wait_for((server if options.role == "server" else client)(keys), 120))

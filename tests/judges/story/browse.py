"""Chromium visits two sites that nobody else can reach: in a network of its own, with a resolver, two servers and a recorder.

To be run in namespaces of its own (unshare --map-root-user --mount --net), with a folder as its argument. Leaves there
capture.pcapng, keys.log and log.json: what the resolver and the servers saw, a list for each kind of event.
"""

import http.server, json, os, pathlib, signal, socket, ssl, struct, subprocess, sys, threading, time

folder = pathlib.Path(sys.argv[1])
SITES = {"a.example": "127.0.0.2", "b.example": "127.0.0.3"}
A, HTTPS = 1, 65
KINDS = {A: "A", 28: "AAAA", HTTPS: "HTTPS"}
PAGES = {"/": b"<title>a page</title><link rel=icon href=/icon.png><p>here", "/second-page": b"<title>another</title><p>there"}
log = {"question": [], "answer": [], "open": [], "request": [], "response": []}
lock = threading.Lock()


def note(kind, *what):
    with lock:
        log[kind].append(list(what))


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def answered(query):
    end = query.index(0, 12) + 1
    labels, at = [], 12
    while query[at]:
        labels.append(query[at + 1 : at + 1 + query[at]].decode())
        at += 1 + query[at]
    name, (kind,) = ".".join(labels).lower(), struct.unpack(">H", query[end : end + 2])
    known, data = name in SITES, None
    if known and kind == A:
        data = socket.inet_aton(SITES[name])
    elif name == "a.example" and kind == HTTPS:
        data = struct.pack(">HB", 1, 0)  # this host itself, with nothing to add
    note("question", name, KINDS.get(kind, str(kind)))
    note("answer", name, KINDS.get(kind, str(kind)))
    record = b"" if data is None else b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 60, len(data)) + data
    return query[:2] + struct.pack(">HHHHH", 0x8180 if known else 0x8183, 1, int(data is not None), 0, 0) + query[12 : end + 4] + record


def resolve(udp):
    while True:
        query, whom = udp.recvfrom(4096)
        udp.sendto(answered(query), whom)


class Page(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        host = self.headers["Host"]
        note("request", f"GET {host}{self.path}")
        body = PAGES.get(self.path)
        note("response", 200 if body else 404, f"GET {host}{self.path}")
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def get_request(self):
        stream, whom = self.socket.accept()
        note("open", f"{whom[0]}:{whom[1]}", f"{self.server_address[0]}:{self.server_address[1]}")
        stream.settimeout(20)
        return stream, whom

    def finish_request(self, request, whom):
        # In a thread of its own: whoever connects and says nothing keeps nobody waiting.
        try:
            with context.wrap_socket(request, server_side=True) as secured:
                self.RequestHandlerClass(secured, whom, self)
        except OSError:
            pass


run("ip", "link", "set", "lo", "up")
(folder / "resolv.conf").write_text("nameserver 127.0.0.1\n")
run("mount", "--bind", str(folder / "resolv.conf"), "/etc/resolv.conf")
cert, key = str(folder / "cert.pem"), str(folder / "key.pem")
run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", cert,
    "-days", "2", "-subj", "/CN=a.example", "-addext", "subjectAltName=DNS:a.example,DNS:b.example")
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(cert, key)
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind(("127.0.0.1", 53))
threading.Thread(target=resolve, args=(udp,), daemon=True).start()
for address in SITES.values():
    threading.Thread(target=Server((address, 443), Page).serve_forever, daemon=True).start()

capture = folder / "capture.pcapng"
recorder = subprocess.Popen(["dumpcap", "-q", "-i", "lo", "-w", str(capture)], stderr=subprocess.PIPE, text=True)
for line in recorder.stderr:
    if line.startswith("File:"):
        break
time.sleep(0.5)  # it says so a moment before it listens
for kind in log.values():
    kind.clear()
browser = [sys.argv[2], "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--ignore-certificate-errors",
           "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
           "--disable-extensions", "--no-pings", "--disable-features=OptimizationHints,MediaRouter,Translate,HttpsUpgrades",
           f"--user-data-dir={folder}/profile", "--dump-dom"]
keys = str(folder / "keys.log")
for url in ["https://a.example/", "https://b.example/second-page"]:
    seen = subprocess.run([*browser, url], env={**os.environ, "SSLKEYLOGFILE": keys, "HOME": str(folder)},
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60, text=True)
    assert "<title>a" in seen.stdout, seen.stdout
time.sleep(1)  # the last packets
recorder.send_signal(signal.SIGINT)
recorder.wait(20)
(folder / "log.json").write_text(json.dumps(log))

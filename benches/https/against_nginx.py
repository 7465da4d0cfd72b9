#!/usr/bin/env python3
"""HTTPS by wirewalk's door, by Peggy and by nginx, in turns: new connections and kept-alive ones, each with wrk.

    cargo build --profile dist --example door && python3 benches/https/against_nginx.py [--rounds 5] [--seconds 3] [--only Peggy]

Everything on loopback, the same certificate (ECDSA P-256), group X25519, TLS 1.3, no resumption on either side, access
logs off. Needs nginx, wrk, openssl, and Flask (pip) for one of the rows. Prints Markdown; exits with 1 if a goal is missed.
"""
import argparse, os, pathlib, re, shutil, socket, statistics, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SECRET = "fluffy tail"
FLASK = """
import logging
from flask import Flask
logging.getLogger("werkzeug").disabled = True
app = Flask(__name__)
@app.route("/")
def index():
    return "fluffy tail"
app.run(port=PORT, threaded=True)
"""
NGINX = """
daemon off; worker_processes 2; pid {dir}/nginx.pid; error_log {dir}/error.log;
events {{ worker_connections 4096; }}
http {{
  access_log off; keepalive_requests 1000000;
  client_body_temp_path {dir}/body; proxy_temp_path {dir}/proxy; fastcgi_temp_path {dir}/fastcgi;
  uwsgi_temp_path {dir}/uwsgi; scgi_temp_path {dir}/scgi;
  ssl_certificate {cert}; ssl_certificate_key {key}; ssl_protocols TLSv1.3; ssl_ecdh_curve X25519;
  ssl_session_cache off; ssl_session_tickets off;
  upstream app {{ server unix:{socket}; keepalive 64; }}
  upstream flask {{ server 127.0.0.1:{flask}; }}
  proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host localhost;
  server {{ listen 127.0.0.1:{static} ssl; root {dir}/www; index index.html; }}
  server {{ listen 127.0.0.1:{proxy} ssl; location / {{ proxy_pass http://app; }} }}
  server {{ listen 127.0.0.1:{before_flask} ssl; location / {{ proxy_pass http://flask; }} }}
}}
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(port):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    sys.exit(f"nothing listens on port {port} after ten seconds")


def rate(port, seconds, new):
    """Requests per second, and how many failed. A run in which any failed does not count as one that is fast."""
    command = ["wrk", "-t2", "-c16" if new else "-c32", f"-d{seconds}s", f"https://localhost:{port}/"]
    out = subprocess.run(command + (["-H", "Connection: close"] if new else []), capture_output=True, text=True).stdout
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    # With Connection: close, wrk counts the end of each connection as a read error.
    errors = re.search(r"connect (\d+), read (\d+), write (\d+), timeout (\d+)", out)
    bad = int(failed[1]) if failed else 0
    bad += sum(int(errors[i]) for i in ((1, 3, 4) if new else (1, 2, 3, 4))) if errors else 0
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1]), bad


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--seconds", type=int, default=3)
    arguments.add_argument("--only", default="", help="only the rows with this word in their title")
    options = arguments.parse_args()
    door = ROOT / "target" / "dist" / "examples" / "door"
    missing = [tool for tool in ("nginx", "wrk", "openssl") if not shutil.which(tool)] + ([] if door.exists() else [str(door)])
    if missing:
        sys.exit(f"missing: {', '.join(missing)}")
    has_flask = subprocess.run([sys.executable, "-c", "import flask"], capture_output=True).returncode == 0
    running = []
    with tempfile.TemporaryDirectory() as folder:
        try:
            return compare(pathlib.Path(folder), door, has_flask, options, running)
        finally:
            for process in running:
                process.terminate()
            for process in running:
                process.wait()


def compare(folder, door, has_flask, options, running):
    cert, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", cert],
                   check=True, capture_output=True)
    (folder / "www").mkdir()
    (folder / "www" / "index.html").write_text(SECRET)
    os.chmod(folder, 0o755)
    ports = {name: free_port() for name in ("static", "proxy", "before_flask", "flask", "door", "memory", "peggy")}
    app = folder / "app.sock"

    def start(*command):
        running.append(subprocess.Popen([str(c) for c in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    start(door, "app", app)
    start(door, "tls", ports["door"], cert, key)
    start(door, "memory", ports["memory"], cert, key)
    start(door, "proxy", ports["peggy"], cert, key, app)
    if has_flask:
        start(sys.executable, "-c", FLASK.replace("PORT", str(ports["flask"])))
    for _ in range(100):
        if app.exists():
            break
        time.sleep(0.05)
    app.chmod(0o777)
    conf = folder / "nginx.conf"
    conf.write_text(NGINX.format(dir=folder, cert=cert, key=key, socket=app, **ports))
    start("nginx", "-c", conf, "-p", folder)
    for name in ("static", "proxy", "door", "memory", "peggy") + (("flask", "before_flask") if has_flask else ()):
        wait_for(ports[name])

    rows = [  # title, what is measured: (server, new connections), the goal as a factor of the second
        ("new connections: door with Bob's app / nginx, static file", ("door", True), ("static", True), 1.0),
        ("new connections: door from memory / nginx, static file", ("memory", True), ("static", True), None),
        ("kept alive: door with Bob's app / nginx before the same app", ("door", False), ("proxy", False), 0.5),
        ("kept alive: door from memory / nginx, static file", ("memory", False), ("static", False), 0.5),
        ("new connections: Peggy / nginx, both before the same app", ("peggy", True), ("proxy", True), 1.0),
        ("kept alive: Peggy / nginx, both before the same app", ("peggy", False), ("proxy", False), 0.5),
    ]
    if has_flask:
        rows.append(("kept alive: door with Bob's app / nginx before Flask", ("door", False), ("before_flask", False), 12.0))
    rows = [row for row in rows if options.only in row[0]]
    wanted = list(dict.fromkeys(case for row in rows for case in row[1:3]))
    measured = {case: [] for case in wanted}
    for turn in range(options.rounds):
        for case in wanted if turn % 2 == 0 else reversed(wanted):
            per_second, failed = rate(ports[case[0]], options.seconds, case[1])
            if failed:
                sys.exit(f"{case}: {failed} requests failed")
            measured[case].append(per_second)
    print("| what | door, requests/s | the other | factor | goal |\n|---|---|---|---|---|")
    missed = False
    for title, ours, theirs, goal in rows:
        a, b = statistics.median(measured[ours]), statistics.median(measured[theirs])
        missed |= goal is not None and a / b < goal
        print(f"| {title} | {a:,.0f} | {b:,.0f} | {a / b:.2f} | {'' if goal is None else f'{goal:g}'} |")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

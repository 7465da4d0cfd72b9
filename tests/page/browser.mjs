// A headless Chromium, driven over its DevTools protocol through two pipes: no port, no library. Everything that it says
// on its console and everything that it asks the network for is kept.

import { spawn } from "node:child_process";

export class Browser {
  constructor(program, profile) {
    const quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--disable-breakpad",
      "--no-proxy-server", "--force-color-profile=srgb", "--hide-scrollbars"];
    this.process = spawn(program, [...quiet, "--remote-debugging-pipe", `--user-data-dir=${profile}`, "about:blank"],
      { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"], env: { ...process.env, HOME: profile } });
    this.waiting = new Map();
    this.next = 0;
    this.complaints = [];
    this.requests = [];
    this.heard = [];
    let rest = "";
    this.process.stdio[4].setEncoding("utf8");
    this.process.stdio[4].on("data", (text) => {
      const parts = (rest + text).split("\0");
      rest = parts.pop();
      parts.forEach((part) => this.hear(JSON.parse(part)));
    });
    this.process.on("exit", () => this.waiting.forEach(({ reject }) => reject(new Error("the browser is gone"))));
  }

  hear({ id, result, error, method, params }) {
    if (id !== undefined) {
      const { resolve, reject } = this.waiting.get(id);
      this.waiting.delete(id);
      return error ? reject(new Error(error.message)) : resolve(result);
    }
    if (method === "Network.requestWillBeSent") this.requests.push(params.request.url);
    if (method === "Runtime.exceptionThrown") {
      this.complaints.push(params.exceptionDetails.exception?.description || params.exceptionDetails.text);
    }
    if (method === "Runtime.consoleAPICalled" && ["error", "warning", "assert"].includes(params.type)) {
      this.complaints.push(params.args.map((a) => a.value || a.description).join(" "));
    }
    if (method === "Log.entryAdded" && ["error", "warning"].includes(params.entry.level)) {
      this.complaints.push(`${params.entry.text} ${params.entry.url || ""}`);
    }
    this.heard = this.heard.filter((wanted) => !(wanted.method === method && (wanted.resolve(params), true)));
  }

  send(method, params = {}) {
    const id = ++this.next;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId: this.session })}\0`);
    });
  }

  once(method) {
    return new Promise((resolve) => this.heard.push({ method, resolve }));
  }

  async start() {
    const { targetInfos } = await this.send("Target.getTargets");
    const { targetId } = targetInfos.find((t) => t.type === "page");
    this.session = (await this.send("Target.attachToTarget", { targetId, flatten: true })).sessionId;
    for (const domain of ["Page", "Runtime", "Network", "Log"]) await this.send(`${domain}.enable`);
  }

  /** Opens an address and waits until it is there. */
  async open(url) {
    const loaded = this.once("Page.loadEventFired");
    await this.send("Page.navigate", { url: "about:blank" });
    await loaded;
    const there = this.once("Page.loadEventFired");
    await this.send("Page.navigate", { url });
    await there;
    await this.settle();
  }

  /** Follows a link within the page that is open, which is much quicker than to load it anew. */
  async follow(hash) {
    await this.run(`location.hash = ${JSON.stringify(hash)}; 0`);
    await this.settle();
  }

  /** Two frames: what the page does upon a change of size is done. */
  settle() {
    return this.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))");
  }

  /** The value of an expression in the page. */
  async run(expression) {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate",
      { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(`${exceptionDetails.exception?.description || exceptionDetails.text}\nin ${expression.slice(0, 200)}`);
    return result.value;
  }

  async press(key, modifiers = 0) {
    const text = key.length === 1 ? key : undefined;
    await this.send("Input.dispatchKeyEvent", { type: text ? "keyDown" : "rawKeyDown", key, text, modifiers });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", key, modifiers });
    await this.settle();
  }

  async point(x, y) {
    await this.send("Input.dispatchMouseEvent", { type: "mouseMoved", x, y });
    await this.settle();
  }

  async size(width, height = 900) {
    await this.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
    await this.settle();
  }

  async dark(on) {
    await this.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: on ? "dark" : "light" }] });
    await this.settle();
  }

  async picture() {
    const { data } = await this.send("Page.captureScreenshot", { format: "webp", quality: 70 });
    return Buffer.from(data, "base64");
  }

  async close() {
    const gone = new Promise((resolve) => this.process.on("exit", resolve));
    await this.send("Browser.close").catch(() => {});
    await gone;
  }
}

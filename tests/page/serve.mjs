// Reads the course as a person does: `node serve.mjs CHROMIUM PROFILE AXE PICTURES URL LESSON CAPTURE KEYS`.
// The lesson is walked to its end, then the capture is chosen with its key log, then dropped alone. AXE and PICTURES may be empty.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Browser } from "./browser.mjs";

const [program, profile, axe, pictures, url, lesson, capture, keys] = process.argv.slice(2);
const WIDTHS = [360, 768, 1280, 2560];
const browser = new Browser(program, profile);
const text = (selector) => browser.run(`document.querySelector(${JSON.stringify(selector)})?.textContent ?? null`);
const number = (selector) => browser.run(`document.querySelectorAll(${JSON.stringify(selector)}).length`);
const click = (selector) => browser.run(`document.querySelector(${JSON.stringify(selector)}).click()`).then(() => browser.settle());

/** Follows a link: the page that it stood on is gone, and whatever was asked of it. */
const follow = (selector) => browser.run(`document.querySelector(${JSON.stringify(selector)}).click()`).catch(() => null);

/** Waits until an expression in the page is true. */
async function until(expression, what) {
  for (let tries = 0; tries < 600; tries++) {
    if (await browser.run(expression).catch(() => false)) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`waited in vain: ${what}`);
}

async function fits(what) {
  for (const width of WIDTHS) {
    await browser.size(width);
    const [wide, room] = await browser.run("[document.documentElement.scrollWidth, innerWidth]");
    assert.ok(wide <= room, `${what} is ${wide} pixels wide where there are ${room}`);
  }
  await browser.size(1280);
}

/** Nothing that axe calls serious, in light and dark. */
async function accessible(what) {
  if (!axe) return;
  await browser.send("Page.setBypassCSP", { enabled: true });
  await browser.run(`${readFileSync(axe, "utf8")};0`);
  for (const dark of [false, true]) {
    await browser.dark(dark);
    const found = await browser.run(`axe.run(document, { resultTypes: ["violations"] }).then((r) =>
      r.violations.map((v) => [v.impact, v.id, v.nodes.map((x) => x.html.slice(0, 160) + " " + x.failureSummary).slice(0, 3)]))`);
    assert.deepEqual(found.filter(([impact]) => ["serious", "critical"].includes(impact)), [], what);
  }
  await browser.dark(false);
  await browser.send("Page.setBypassCSP", { enabled: false });
}

async function picture(name) {
  if (pictures) writeFileSync(join(pictures, name), await browser.picture());
}

/** Walks the lesson, a step at a time, predicting the first answer; gives how many steps and predictions there were. */
async function walk() {
  await browser.open(url);
  await follow(`a.run[href="lesson/${lesson}/"]`);
  await until("document.querySelector('.counter')?.textContent === 'start'", "the lesson's page");
  await accessible("a lesson that has not begun");
  let [predictions, steps] = [0, 0];
  for (; ; steps++) {
    assert.ok(steps < 200, "a lesson has an end");
    const open = "[...document.querySelectorAll('fieldset.asks')].at(-1)?.querySelector('input:not(:checked)')";
    const asked = await browser.run(`Boolean(${open}) && !document.querySelector('fieldset.asks input:checked')`);
    if (asked) {
      predictions += 1;
      await browser.run(`${open}.click()`);
      await fits("a prediction");
    }
    const before = await text(".counter");
    const items = await number("article > .item");
    await browser.press("ArrowRight");
    await until(`document.querySelector('.counter').textContent !== 'playing…'`, "the lesson plays on");
    if (!(await text(".counter")).endsWith("…")) break;
    assert.ok((await text(".counter")) !== before || (await number("article > .item")) > items || asked, "something came");
  }
  assert.equal(await text("article h2"), "What was checked in this walk");
  assert.equal(await number("article .claim.failed"), 0);
  assert.ok((await number("article .claim.held")) > 5);
  assert.ok((await text("article .files")).includes(`lesson${lesson}.pcapng`), "what the walk left is named");
  await accessible("a lesson that is over");
  await fits("a lesson that is over");
  // What was predicted is compared with what came.
  const answers = await browser.run("location.hash");
  await browser.press("ArrowLeft");
  assert.notEqual(await browser.run("location.hash"), answers, "one can go back through what was played");
  await browser.press("v");
  await browser.press("v");
  return [steps, predictions];
}

/** Another tab begins the lesson anew: the first one says so and stays readable. */
async function superseded() {
  await browser.open(`${url}lesson/${lesson}/`);
  await browser.press("ArrowRight");
  await until("document.querySelector('.counter').textContent === '1 / …'", "the first step");
  await browser.run(`fetch("walk", { method: "POST", body: "{}" }).then((r) => r.json())`);
  await browser.press("ArrowRight");
  await until("document.querySelector('article [role=alert]')", "the page says that it goes no further");
  assert.ok((await text("article [role=alert]")).includes("in another tab"));
  assert.equal(await browser.run("document.querySelectorAll('.turn')[1].disabled"), true);
  // That answer is an error, and a browser says so on its console.
  browser.complaints = browser.complaints.filter((said) => !said.includes("409"));
}

/** Plays a lesson to its end at one press. */
async function playing() {
  await browser.open(`${url}lesson/${lesson}/`);
  await click(".begin");
  await until("document.querySelector('.counter').textContent === '1 / …'", "the first step");
  await click(".play");
  await until("document.querySelector('article h2').textContent === 'What was checked in this walk'", "the end");
  assert.equal(await browser.run("document.querySelector('.play').disabled"), true);
}

/** Every answer takes a while, and is counted. */
const SLOW = `(() => {
  const real = window.fetch;
  window.asked = 0;
  window.fetch = async (...all) => (window.asked++, await new Promise((done) => setTimeout(done, 60)), real(...all));
})()`;
const focused = () => browser.run("document.activeElement.tagName");

/** Pressed while a scene plays, "play to the end" waits for it; pressed again, it stops, and whoever pressed it stays there. */
async function interrupted() {
  await browser.open(`${url}lesson/${lesson}/`);
  await browser.run(SLOW);
  await browser.run("document.querySelector('.play').focus()");
  const hangs = new Promise((_, reject) => setTimeout(() => reject(new Error("the page hangs")), 20000).unref());
  const pressed = browser.press("ArrowRight").then(() => click(".play")).then(() => until("window.asked > 3", "it plays"));
  await Promise.race([pressed, hangs]);
  assert.equal(await focused(), "BUTTON");
  await click(".play");
  await until("document.querySelector('.counter').textContent !== 'playing…'", "the step that was under way");
  const asked = await browser.run("window.asked");
  await new Promise((done) => setTimeout(done, 300));
  assert.equal(await browser.run("window.asked"), asked, "it plays no further");
  assert.notEqual(await text("article h2"), "What was checked in this walk");
  await click(".play");
  await until("document.querySelector('article h2').textContent === 'What was checked in this walk'", "the end");
  assert.equal(await focused(), "H2", "where the button is switched off, the focus goes on");
}

/** A second question in a step, and no program any more to ask: where the focus is, and what there is to read. */
async function more() {
  await browser.open(`${url}lesson/${lesson}/`);
  await browser.run(`(() => {
    const real = window.fetch;
    let first = null;
    window.fetch = async (...all) => {
      if (!first) {
        first = await (await real(...all)).json();
        return { json: async () => first };
      }
      window.fetch = () => Promise.reject(new Error("gone"));
      const asks = { kind: "asks", id: "made.up", ask: "One more?", choices: ["yes", "no"] };
      return { json: async () => ({ ...first, turn: 2, asks, news: { ...first.news, strings: [], labels: [], scenes: [] } }) };
    };
  })()`);
  await browser.press("ArrowRight");
  await until("document.querySelector('.counter').textContent === '1 / …'", "the first step");
  assert.equal(await focused(), "H2");
  await browser.press("ArrowRight");
  await until("document.querySelector('fieldset.asks')", "the question");
  assert.equal(await focused(), "FIELDSET", "a question that was added has the focus");
  await browser.run("document.querySelector('fieldset input').focus()");
  await browser.press(" ");
  await browser.press("ArrowRight");
  await until("document.querySelector('article [role=alert]')", "the page says that it goes no further");
  assert.equal(await browser.run("document.querySelector('fieldset input').checked"), true, "what was predicted stays");
  assert.ok((await text("article")).includes("start wirewalk serve again") && !(await text("article")).includes("Load this page"));
  assert.equal(await browser.run("document.activeElement.getAttribute('role')"), "alert");
  await browser.run("history.back()");
  await until("document.querySelector('.counter').textContent === 'start'", "the browser's way back leads to the beginning");
  assert.equal(await focused(), "H2");
}

async function choose() {
  await browser.open(url);
  assert.equal(await number(".lessons > li"), 10);
  assert.equal(await number(`.lessons a[href="lesson/${lesson}/lesson${lesson}.pcapng"]`), 1, "its capture is offered");
  const left = await browser.run(`fetch("lesson/${lesson}/lesson${lesson}.pcapng").then((r) => r.arrayBuffer()).then((b) => new DataView(b).getUint32(0))`);
  assert.equal(left, 0x0a0d0d0a, "and is one");
  const { root } = await browser.send("DOM.getDocument");
  const { nodeId } = await browser.send("DOM.querySelector", { nodeId: root.nodeId, selector: "#files" });
  await browser.send("DOM.setFileInputFiles", { nodeId, files: [capture, keys] });
  await until("document.querySelectorAll('.captures > li').length === 1 && document.activeElement.tagName === 'H3'", "the capture is read");
  await browser.run("scrollTo(0, 0)");
  await browser.size(1280, 1500);
  await picture("serve.webp");
  await browser.size(1280);
  assert.equal(await text(".captures h3"), basename(capture));
  assert.ok((await number(".captures tbody tr")) > 1, "its conversations stand in a table");
  await accessible("the course with a capture");
  await fits("the course with a capture");
}

/** The page of the capture: decrypted, and unable to ask for anything here. */
async function read() {
  await follow(".captures .run");
  await until("document.querySelector('.counter') && location.pathname.startsWith('/page/')", "its page");
  const [, token] = new URL(url).pathname.split("/");
  const known = await browser.run("location.href + document.referrer + document.documentElement.outerHTML + JSON.stringify(performance.getEntries())");
  assert.ok(token.length === 32 && !known.includes(token), "it does not know the token");
  assert.equal(await browser.run("origin"), "null", "it stands in a sandbox");
  for (let step = 0; step < 5; step++) await browser.press("ArrowRight");
  assert.notEqual(await browser.run("location.hash"), "", "one steps through it");
  assert.ok((await number(".message")) > 5, "to its messages");
  const asked = await browser.run("fetch('/').then(() => 'answered', () => 'refused')");
  assert.equal(asked, "refused");
  browser.complaints = browser.complaints.filter((said) => !said.includes("Content Security Policy"));
  await browser.open(url);
  await until("document.querySelectorAll('.captures > li').length === 1", "the course is still there");
}

/** The same capture dropped beside the zone, without its keys; then something that is none. */
async function drop() {
  await browser.open(url);
  const dropped = (name, bytes) => browser.run(`(() => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob("${bytes.toString("base64")}"), (c) => c.charCodeAt(0))], ${JSON.stringify(name)}));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  })()`);
  await dropped("<b>mine</b>.pcapng", readFileSync(capture));
  await until("document.querySelectorAll('.captures > li').length === 2", "it is read");
  assert.equal(await text(".captures h3"), "<b>mine</b>.pcapng", "a name is text");
  await dropped("notes.txt", Buffer.from("no capture"));
  await until("document.getElementById('said').textContent.includes('notes.txt: not a capture')", "the complaint");
  assert.equal(await number(".captures > li"), 2);
  // A key log by itself waits for its capture.
  await dropped("mine.keys", readFileSync(keys));
  await until("document.getElementById('said').textContent.includes('mine.keys: a key log')", "what it is");
  assert.equal(await number(".captures > li"), 2);
  await dropped("opened.pcapng", readFileSync(capture));
  await until("document.querySelectorAll('.captures > li').length === 3", "it is read with the key log");
  const [opened, sealed] = await browser.run("[...document.querySelectorAll('.captures > li')].map((li) => li.querySelector('tbody').textContent)");
  assert.notEqual(opened, sealed, "the key log was used");
  browser.complaints = browser.complaints.filter((said) => !said.includes("422"));
}

await browser.start();
try {
  await browser.size(1280);
  await browser.open(url);
  await accessible("the course");
  await fits("the course");
  const [steps, predictions] = await walk();
  await superseded();
  await playing();
  await interrupted();
  await more();
  await choose();
  await read();
  await drop();
  assert.deepEqual(browser.complaints, [], "nothing on the console");
  const { origin } = new URL(url);
  assert.deepEqual(browser.requests.filter((u) => !u.startsWith(`${origin}/`) && u !== "about:blank"), [], "nobody else is asked");
  console.log(`lesson ${lesson}: ${steps} steps, ${predictions} predictions`);
} finally {
  await browser.close();
}

// Walks through the page of a capture: `node explained.mjs CHROMIUM PROFILE AXE FOLDER`. AXE may be empty; FOLDER holds
// page.html and messages.json, the same messages, one a line.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Browser } from "./browser.mjs";
import { accessible, fits, paths, quiet } from "./checks.mjs";

const [program, profile, axe, folder] = process.argv.slice(2);
const WIDTHS = [360, 768, 1440, 2560];
/** Every place at two widths, in both colours, instead of once. */
const WHOLE = process.env.WIREWALK_PAGES === "all";
const browser = new Browser(program, profile);
const page = pathToFileURL(join(folder, "page.html")).href;
const messages = readFileSync(join(folder, "messages.json"), "utf8").trim().split("\n").map((line) => JSON.parse(line));
const text = (selector) => browser.run(`document.querySelector(${JSON.stringify(selector)})?.textContent ?? null`);
const number = (selector) => browser.run(`document.querySelectorAll(${JSON.stringify(selector)}).length`);

/** Every page, at one width after the other, in both colours; gives how many there are. */
async function steps() {
  await browser.open(page);
  assert.ok((await text("article")).includes("Go on with →"), "the beginning says how to go on");
  const pages = await number("nav li");
  let exhibits = 0;
  for (let at = 1; at < pages; at++) {
    await browser.size(WIDTHS[at % WIDTHS.length]);
    await browser.press("ArrowRight");
    assert.equal(await text(".counter"), `${at} / ${pages - 1}`);
    await fits(browser, `step ${at}`);
    exhibits += await number("article > .exhibit");
    const about = (await text("article h2")).match(/^(Conversation \d+:|\d+(?=\/))/)?.[0];
    if (about === undefined) continue;
    const scene = await browser.run("document.querySelector('.wire select').selectedOptions[0].textContent");
    assert.ok(scene.startsWith(/^C/.test(about) ? about : `Conversation ${about}:`), `beside ${about} stands ${scene}`);
  }
  assert.equal(exhibits, messages.length, "each message has its step");
  const keys = messages.some((m) => m.sources.some((source) => source.origin.kind === "decrypted"));
  assert.equal(await number(".views:not([hidden])"), keys ? 1 : 0, "there is a choice of views where there are two");
  assert.equal(await number(".spy"), 0, "nobody is drawn who is not in the capture");
  await browser.press("ArrowLeft");
  assert.equal(await text(".counter"), `${pages - 2} / ${pages - 1}`);
  await browser.size(1440);
  return pages;
}

/** Fields of some messages, each found by the path that the JSON gives it: every fourth by its address, the others from there. */
async function links() {
  const each = Math.ceil(messages.length / (WHOLE ? 16 : 8));
  for (const [i, m] of messages.filter((_, i) => i % each === 0).entries()) {
    const all = [...paths(m.fields, `#conversation-${m.connection}/${m.connection}/${m.message}`)];
    const { path, field } = all[all.length >> 1];
    await (i % 4 === 0 ? browser.open(page + path) : browser.follow(path));
    const label = await browser.run("document.activeElement.textContent");
    assert.ok(label?.includes(field.name), `${path} leads to ${field.name}, not to ${label}`);
    assert.ok((await text(".opened .card")).includes(field.id), path);
  }
}

/** On paper all steps stand below each other, in the light, and nothing else does. */
async function paper(pages) {
  await browser.open(page);
  await browser.run("dispatchEvent(new Event('beforeprint'))");
  await browser.send("Emulation.setEmulatedMedia", { media: "print" });
  await browser.size(680); // the room between the margins of A4
  assert.equal(await number(".paper .step"), pages);
  await fits(browser, "paper");
  const shown = await browser.run("[...document.body.children].filter((e) => e.getClientRects().length).map((e) => e.className)");
  assert.deepEqual(shown, ["paper"]);
  await browser.send("Emulation.setEmulatedMedia", { media: "" });
}

/** The steps, and the deepest field of the longest message. */
function places() {
  const longest = messages.reduce((a, b) => (b.sources[0].hex.length > a.sources[0].hex.length ? b : a));
  const before = `#conversation-${longest.connection}/${longest.connection}/${longest.message}`;
  const deep = [...paths(longest.fields, before)].pop().path;
  const hashes = ["", "#step:explain.story", "#step:explain.listeners", "#step:explain.all", `#step:c${messages[0].connection}`, `#step:c${longest.connection}.m${longest.message}`, deep];
  const [light, dark] = [0, 1].map((more) => hashes.map((hash, i) => [page + hash, WIDTHS[(i + more) % 4], more === 1]));
  return WHOLE ? [...light, ...dark] : light.map((place, i) => (i % 2 ? place : dark[i]));
}

await browser.start();
try {
  const pages = await steps();
  await links();
  await paper(pages);
  quiet(browser, page);
  if (axe) await accessible(browser, axe, places());
  console.log(`explained: ${pages} pages`);
} finally {
  await browser.close();
}

// Walks through the pages of lessons as a person does: `node check.mjs CHROMIUM PROFILE AXE PICTURES FOLDER NUMBER…`.
// Whatever does not hold is thrown. AXE and PICTURES may be empty.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Browser } from "./browser.mjs";
import { accessible, fits, paths, quiet } from "./checks.mjs";

const [program, profile, axe, pictures, folder, ...numbers] = process.argv.slice(2);
const WIDTHS = [360, 768, 1280, 2560];
/** Every place instead of some: what takes as long as everything else together. */
const WHOLE = process.env.WIREWALK_PAGES === "all";
const browser = new Browser(program, profile);
const url = (n, hash = "") => pathToFileURL(join(folder, `lesson${n}.html`)).href + hash;
const text = (selector) => browser.run(`document.querySelector(${JSON.stringify(selector)})?.textContent ?? null`);
const number = (selector) => browser.run(`document.querySelectorAll(${JSON.stringify(selector)}).length`);
const centre = (selector, nth = 0) => browser.run(`(() => {
  const element = document.querySelectorAll(${JSON.stringify(selector)})[${nth}];
  element.scrollIntoView({ block: "center" });
  const { left, top, width, height } = element.getClientRects()[0];
  return [left + width / 2, top + height / 2];
})()`);
const click = (selector, nth = 0) => browser.run(`document.querySelectorAll(${JSON.stringify(selector)})[${nth}].click()`)
  .then(() => browser.settle());

async function steps(n, json) {
  await browser.open(url(n));
  const pages = json.steps.length + 2;
  assert.equal(await text("h2"), await text("h1"));
  // Counted as at a terminal: the start is no step, and neither is the end.
  const place = (at) => (at === 0 ? "start" : at === pages - 1 ? "end" : `${at} / ${json.steps.length}`);
  assert.equal(await text(".counter"), place(0));
  assert.ok(!(await text("article")).includes("Read on"), "what to read afterwards stands at the end, as at a terminal");
  for (let at = 1; at < pages; at++) {
    await browser.size(WIDTHS[at % WIDTHS.length]);
    await browser.press("ArrowRight");
    assert.equal(await text(".counter"), place(at));
    const step = json.steps[at - 1];
    if (step) {
      assert.equal(await text("article h2"), step.title.replaceAll("`", ""));
      assert.equal(await browser.run("location.hash"), `#step:${step.id}`);
      assert.equal(await number("article > .item"), step.items.length, `${step.id} shows all its items`);
    }
    await fits(browser, `step ${at} of lesson ${n}`);
  }
  assert.deepEqual(json.claims.filter((claim) => !claim.held), [], "the walk keeps what it claims");
  assert.equal(await number("article .claim.held"), json.claims.length, "all claims stand at the end");
  assert.ok((await text("article")).includes("Read on"), "and what to read afterwards");
  await browser.press("ArrowRight");
  assert.equal(await text(".counter"), place(pages - 1), "there is no step after the last");
  await browser.press("ArrowLeft");
  assert.equal(await text(".counter"), place(pages - 2));
  await browser.run("history.back()");
  await browser.settle();
  assert.equal(await text(".counter"), place(pages - 1), "the browser's own way back works too");
  await click(".turn");
  assert.equal(await text(".counter"), place(pages - 2), "and the buttons");
  await browser.size(1280);
}

/** Questions keep their answers until they are asked for. */
async function questions(n, json) {
  const step = json.steps.find((s) => s.items.some((i) => i.kind === "answers"));
  if (!step) return;
  await browser.open(url(n, `#step:${step.id}`));
  const { because } = step.items.find((i) => i.kind === "answers");
  const shown = async () => (await browser.run("document.querySelector('article').innerText")).includes(because.split("\n")[0].replaceAll("`", "").slice(0, 40));
  assert.ok(!(await shown()));
  await click(".reveal");
  assert.ok(await shown());
}

/** A wrong choice is answered in its own words, with a link to the field that shows the opposite; the last page counts. */
async function predictions(n, json) {
  const answers = json.steps.flatMap((step) => step.items.filter((i) => i.kind === "answers" && i.answer !== null).map((item) => ({ step, item })));
  const found = answers.find(({ item }) => item.replies.some((reply) => reply?.believes && reply.see));
  if (!found) return;
  const { step, item } = found;
  const asking = json.steps.find((s) => s.items.some((i) => i.kind === "asks" && i.id === item.id));
  const wrong = item.replies.findIndex((reply) => reply?.believes && reply.see);
  await browser.open(url(n, `#step:${asking.id}`));
  const nav = () => browser.run("document.querySelector('nav ol').textContent");
  assert.ok(asking === step || !(await nav()).includes(step.title), `the title “${step.title}” is not shown before the prediction`);
  const field = `[...document.querySelectorAll('fieldset.asks')].find((f) => f.querySelector('legend').textContent.includes(${JSON.stringify(item.ask.replaceAll("`", ""))}))`;
  const offered = await browser.run(`[...${field}.querySelectorAll('.choice')].map((c) => c.textContent)`);
  assert.deepEqual(offered, item.choices.map((c) => c.replaceAll("`", "")), "the choices stand in the order of the walk");
  await browser.run(`${field}.querySelectorAll('input')[${wrong}].click()`);
  const pages = json.steps.indexOf(step) - json.steps.indexOf(asking);
  for (let i = 0; i < pages; i++) await browser.press("ArrowRight");
  assert.ok((await nav()).includes(step.title), "whoever was there reads it in the list");
  const box = `[...document.querySelectorAll('.answers')].find((b) => b.textContent.includes(${JSON.stringify(item.ask.replaceAll("`", ""))}))`;
  await browser.run(`${box}.querySelector('.reveal').click()`);
  const said = await browser.run(`${box}.textContent`);
  const plain = (text) => text.replaceAll("`", "").replaceAll("\n", " ");
  for (const text of [item.replies[wrong].text, item.replies[wrong].believes.text, item.because.split("\n\n")[0]]) {
    assert.ok(said.includes(plain(text)), `“${text}” is said to somebody who chose it: ${said}`);
  }
  const others = item.replies.filter((reply, i) => reply && i !== wrong);
  assert.ok(others.every((reply) => !said.includes(plain(reply.text))), "what is wrong with the others is not");
  const paper = await browser.run("(dispatchEvent(new Event('beforeprint')), document.querySelector('.paper').textContent)");
  await browser.run("dispatchEvent(new Event('afterprint'))");
  assert.ok(paper.includes(plain(item.replies[wrong].text)), "on paper too");
  await browser.run(`${box}.querySelector('a.see').click()`);
  await browser.settle();
  const card = await browser.run("document.querySelector('.opened').textContent");
  assert.ok(card.includes(item.replies[wrong].see), `the link leads to the field: ${card.slice(0, 300)}`);
  await browser.follow("#step:checked");
  const end = () => browser.run("document.querySelector('article').textContent");
  const open = answers.length - 1;
  assert.ok((await end()).includes(`0 right, 1 wrong, ${open} not answered`), await end());
  assert.ok((await end()).includes(`you said: ${plain(item.choices[wrong])}`) && (await end()).includes(`it is: ${plain(item.choices[item.answer])}`));
  assert.equal(await number("article .predictions button"), 1, "and leads back to the step");
  await click("article .predictions button");
  assert.equal(await text("article h2"), step.title.replaceAll("`", ""));
}

/** The bytes that are lit, from the first source that has some. */
const litBytes = () => browser.run("[...document.querySelectorAll('article .exhibit .hex .lit')].map((p) => p.textContent).join(' ')");

async function hovering(n, json) {
  const first = (s) => s.items.find((i) => i.kind === "message");
  // A message of which only some fields are shown has bytes that belong to none of them: a whole one, if the lesson shows any.
  const whole = json.steps.find((s) => first(s)?.points === null && first(s).only.length === 0);
  const step = whole ?? json.steps.find((s) => first(s) && first(s).points?.length !== 0);
  const item = first(step);
  await browser.open(url(n, `#step:${step.id}`));
  const scene = json.scenes.find((s) => s.id === item.scene);
  const message = scene[item.view].find((m) => m.connection === item.connection && m.message === item.message);
  const dump = await browser.run("[...document.querySelector('article .dump').querySelectorAll('.hex')].map((r) => r.textContent.trim()).join(' ')");
  assert.ok(message.sources[0].hex.startsWith(dump.replaceAll(" ", "")), "the bytes are the message's");
  const line = "article .tree .line:not([aria-expanded])";
  await browser.point(...(await centre(line)));
  const name = await browser.run(`document.querySelector(${JSON.stringify(line)}).querySelector(".name").textContent`);
  const named = [...paths(message.fields, "")].map((p) => p.field).filter((f) => f.name === name && f.children.length === 0);
  const bytes = named.map((field) => message.sources[field.source].hex.slice(2 * field.start, 2 * field.end));
  assert.ok(bytes.includes((await litBytes()).replaceAll(" ", "")), `pointing at ${name} lights its bytes and no others`);
  await browser.point(...(await centre("article .dump .piece")));
  if (whole) assert.equal(await number("article .pointed"), 1, "pointing at a byte marks its field");
  await browser.point(1, 1);
  assert.equal(await number("article .lit, article .pointed"), 0, "and nothing stays behind");
  await browser.run("document.querySelector('article [role=treeitem][tabindex=\"0\"]').focus()");
  await browser.press("ArrowDown");
  assert.ok((await number("article .lit")) > 0, "the keyboard lights bytes as the pointer does");
  assert.ok((await text("article .card")).includes("defined in"), "and the card explains the field");
  await browser.press("ArrowRight");
  assert.equal(await browser.run("location.hash"), `#step:${step.id}`, "arrows in the tree turn no page");
  await browser.run("document.querySelector('article .dump [role=button]').focus()");
  await browser.press("ArrowRight");
  assert.ok((await number("article .lit")) > 0, "from byte to byte by keyboard");
  assert.equal(await browser.run("location.hash"), `#step:${step.id}`);
}

/** What a step is about is there, the rest opens with a click; words that name a field lead to it. */
async function points(n, json) {
  const shows = (test) => json.steps.find((s) => s.items.some((i) => i.kind === "message" && test(i)));
  const more = "article .pane.fields > .more:not([hidden])";
  for (const some of json.steps.filter((s) => s.items.some((i) => i.kind === "message" && i.points?.length > 0))) {
    await browser.open(url(n, `#step:${some.id}`));
    const folded = await number(more);
    // Of some messages all is new.
    if (folded === 0) continue;
    assert.match(await text(more), /^show all fields \([1-9]\d* more\)$/, `${some.id} counts what is folded`);
    await click(more);
    assert.equal(await number(more), folded - 1, `${some.id} opens with a click`);
    break;
  }
  const none = shows((i) => i.points?.length === 0);
  if (none) {
    await browser.open(url(n, `#step:${none.id}`));
    assert.ok(/^\d+ fields? in \d+ bytes?$/.test(await text("article .folded summary")), "one line that says how much it is");
    assert.equal(await number("article .folded .tree"), 0);
    await click("article .folded summary");
    assert.equal(await number("article .folded .tree"), 1, `${none.id} opens with a click`);
  }
  const named = json.steps.find((s) => s.links.length > 0);
  if (named) {
    await browser.open(url(n, `#step:${named.id}`));
    const [{ words, field }] = named.links;
    assert.equal(await text("article a.names"), words);
    await click("article a.names");
    assert.equal(await browser.run("document.activeElement.getAttribute('role')"), "treeitem", "words lead to the field");
    assert.ok((await text("article .card")).includes(field), `${words} leads to ${field}`);
    const hue = (selector) => browser.run(`document.querySelector(${JSON.stringify(selector)}).className.match(/hue\\d/)[0]`);
    assert.equal(await hue("article a.names"), await hue("article .line[aria-selected=true] .name"), "in its colour");
  }
}

async function switching(n, json) {
  const scene = json.scenes.find((s) => s.insider.length > s.eve.length) ?? json.scenes.find((s) => s.connections.length);
  await browser.open(url(n, `#${scene.id}`));
  const choices = await browser.run("[...document.querySelectorAll('.wire option')].map((option) => option.textContent)");
  assert.equal(new Set(choices).size, json.scenes.length, `no two scenes are called the same: ${choices.join(", ")}`);
  assert.equal(await number(".wire .message"), scene.eve.length, "Eve's messages");
  assert.equal(await number(".wire .arrow"), scene.eve.length);
  await browser.press("v");
  assert.equal(await number(".wire .message"), scene.insider.length, "and the insider's");
  assert.equal(await text(".view[aria-pressed=true]"), "insider");
  await click(".view");
  assert.equal(await number(".wire .message"), scene.eve.length);
  await click(".wire .message");
  assert.equal(await number(".opened .tree"), 1, "a message opens");
  await click(".wire .message");
  assert.equal(await number(".opened .tree"), 0, "and closes");
}

/** Fields of every scene, or its last, each found by the path that the JSON gives it: every eighth by its address, the others from there. */
async function links(n, json) {
  let checked = 0;
  for (const scene of json.scenes) {
    const all = scene.insider.flatMap((m) => [...paths(m.fields, `#${scene.id}/${m.connection}/${m.message}`)]);
    const each = Math.ceil(all.length / 4);
    for (const { path, field } of all.filter((_, i) => (WHOLE && i % each === 0) || i === all.length - 1)) {
      await (checked % 8 === 0 ? browser.open(url(n, path)) : browser.follow(path));
      const label = await browser.run("document.activeElement.textContent");
      assert.ok(label?.includes(field.name), `${path} leads to ${field.name}, not to ${label}`);
      assert.ok((await text(".opened .card")).includes(field.id), path);
      checked += 1;
    }
  }
  const [hash] = await browser.run("[location.hash]");
  await browser.run("[...document.querySelectorAll('.opened .copy')].pop().click()");
  await browser.settle();
  assert.equal(await browser.run("decodeURIComponent(location.hash)"), decodeURIComponent(hash), "the link that is copied is the link that led here");
  return checked;
}

async function looks(n, json) {
  await browser.open(url(n));
  await browser.press("p");
  assert.ok(await browser.run("parseFloat(getComputedStyle(document.querySelector('article p')).fontSize) >= 20"), "presenting has large type");
  await browser.press("p");
  const ground = () => browser.run("getComputedStyle(document.body).backgroundColor");
  const light = await ground();
  await browser.dark(true);
  const dark = await ground();
  assert.notEqual(light, dark, "dark where the system is");
  await browser.dark(false);
  await browser.press("t");
  assert.equal(await ground(), dark, "and where the person wants it");
  await browser.run("document.querySelector('.theme').click(); document.querySelector('.theme').click()");
  if (!WHOLE && n !== numbers[0]) return;
  const { data } = await browser.send("Page.printToPDF", {});
  assert.ok(data.length > 20_000 * Math.min(1, json.steps.length / 10), "it prints");
}

/** Where most is to be seen, for axe: a third of it in a lesson, another in the next one, or all. */
function places(n, json) {
  const shown = json.steps.filter((s) => s.items.length).map((s) => `#step:${s.id}`);
  const kinds = new Map(json.steps.flatMap((s) => s.items.map((i) => [i.kind, `#step:${s.id}`])));
  const scene = json.scenes.find((s) => s.connections.length > 1) ?? json.scenes[0];
  const { connection, message, fields } = scene.insider[scene.insider.length - 1];
  const deep = [...paths(fields, `#${scene.id}/${connection}/${message}`)].pop().path;
  const hashes = new Set(["", shown[0], ...kinds.values(), deep, "#step:checked"]);
  const all = [...hashes].map((hash, i) => [url(n, hash), WIDTHS[i % 3], i % 2 === 1]);
  return all.filter((_, i) => WHOLE || (i + Math.ceil(n / 2)) % 3 === 0);
}

await browser.start();
try {
  for (const n of numbers) {
    const json = JSON.parse(readFileSync(join(folder, `lesson${n}.json`), "utf8"));
    await browser.size(1280);
    await steps(n, json);
    await questions(n, json);
    await predictions(n, json);
    await hovering(n, json);
    await points(n, json);
    await switching(n, json);
    const checked = await links(n, json);
    await looks(n, json);
    quiet(browser, url(n));
    if (axe) await accessible(browser, axe, places(n, json));
    [browser.complaints, browser.requests] = [[], []];
    console.log(`lesson ${n}: ${json.steps.length} steps, ${checked} links`);
  }
  if (pictures) {
    for (const [name, n, hash, width, height, dark, present] of JSON.parse(readFileSync(new URL("pictures.json", import.meta.url)))) {
      await browser.size(width, height);
      await browser.dark(dark);
      await browser.open(url(n, hash));
      if (present) await browser.press("p");
      await browser.settle();
      writeFileSync(join(pictures, name), await browser.picture());
    }
  }
} finally {
  await browser.close();
}

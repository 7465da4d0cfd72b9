// Opens a page made of hostile text: `node hostile.mjs CHROMIUM PROFILE PAGE TEXT…`. Each TEXT is to be read on it, and nothing runs.

import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { Browser } from "./browser.mjs";
import { quiet } from "./checks.mjs";

const [program, profile, page, ...texts] = process.argv.slice(2);
const browser = new Browser(program, profile);
const url = pathToFileURL(page).href;

await browser.start();
try {
  await browser.size(1280);
  await browser.open(url);
  assert.equal(await browser.run("document.querySelectorAll('script').length"), 2, "the data and the script, no other");
  const rows = await browser.run("document.querySelectorAll('.message').length");
  assert.ok(rows > 0, "the scene is shown although there is no step");
  let read = "";
  for (let row = 0; row < rows; row++) {
    await browser.run(`document.querySelectorAll('.message')[${row}].click()`);
    await browser.settle();
    read += await browser.run("document.body.textContent");
  }
  read += await browser.run("document.title");
  texts.forEach((text) => assert.ok(read.includes(text), `${JSON.stringify(text)} is to be read`));
  assert.equal(await browser.run("window.pwned === undefined"), true, "nothing of it runs");
  assert.equal(await browser.run("document.querySelectorAll('img, iframe, object, embed, link').length"), 0);
  for (const hash of ["#%", "#no/such/place", "#step:__proto__", "#capture/0/99", "#capture/0/0/no.such.field"]) {
    await browser.run(`location.hash = ${JSON.stringify(hash)}`);
    await browser.settle();
  }
  quiet(browser, url);
  const refused = await browser.run(`(() => {
    try { document.body.innerHTML = "<img src=x onerror='window.pwned = 1'>"; return "made markup"; } catch (e) { return e.name; }
  })()`);
  assert.equal(refused, "TypeError", "the policy would not even let a mistake of ours make markup of text");
} finally {
  await browser.close();
}

// Opens the page of a long capture: `node long.mjs CHROMIUM PROFILE PAGE MESSAGES LINK`. It is shown piece by piece.

import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { Browser } from "./browser.mjs";

const [program, profile, page, messages, link] = process.argv.slice(2);
const browser = new Browser(program, profile);
const number = (selector) => browser.run(`document.querySelectorAll(${JSON.stringify(selector)}).length`);

await browser.start();
try {
  await browser.size(1280);
  await browser.open(pathToFileURL(page).href);
  assert.equal(await number(".message"), 400);
  assert.equal(await number(".lane"), 2, "more actors than there is room for share two lanes");
  await browser.run("document.querySelector('.diagram > .more').click()");
  assert.equal(await number(".message"), 800);
  await browser.open(pathToFileURL(page).href + link);
  assert.equal(await number(".message"), Number(messages), "a link leads to the last one too");
  assert.ok(await browser.run("document.activeElement.classList.contains('line')"));
  assert.equal(await number(".diagram > .more:not([hidden])"), 0);
  assert.deepEqual(browser.complaints, []);
} finally {
  await browser.close();
}

// Opens the page of a comparison: `node compared.mjs CHROMIUM PROFILE AXE PAGE CAPTURES`. AXE may be empty.

import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { Browser } from "./browser.mjs";
import { accessible, fits, quiet } from "./checks.mjs";

const [program, profile, axe, page, captures] = process.argv.slice(2);
const WIDTHS = [360, 768, 1440, 2560];
const browser = new Browser(program, profile);
const url = pathToFileURL(page).href;
const number = (selector) => browser.run(`document.querySelectorAll(${JSON.stringify(selector)}).length`);

/** What is too wide for its window scrolls, and whoever has no mouse gets there. */
const reachable = () => browser.run(`[...document.querySelectorAll(".wide")].every((e) =>
  e.scrollWidth <= e.clientWidth || (e.tabIndex === 0 && ["auto", "scroll"].includes(getComputedStyle(e).overflowX)))`);

/** Tables that have their room. */
const roomy = () => browser.run(`[...document.querySelectorAll(".wide")].filter((e) => e.scrollWidth <= e.clientWidth).length`);

await browser.start();
try {
  await browser.open(url);
  assert.equal(await number("svg text.name"), Number(captures), "each capture has its bars");
  assert.equal(await number("main > .wide:nth-of-type(2) tbody tr"), Number(captures), "and its row of figures");
  assert.equal(await number("script"), 0);
  const all = await number(".wide");
  for (const width of WIDTHS) {
    await browser.size(width);
    await fits(browser, "the comparison");
    assert.ok(await reachable(), `at ${width} nothing is cut off`);
    if (width >= 1440) assert.equal(await roomy(), all, `at ${width} nothing has to scroll`);
  }
  const ground = () => browser.run("getComputedStyle(document.body).backgroundColor");
  const light = await ground();
  await browser.dark(true);
  assert.notEqual(await ground(), light, "dark where the system is");
  await browser.send("Emulation.setEmulatedMedia", { media: "print" });
  await browser.size(680); // the room between the margins of A4
  assert.equal(await ground(), light, "paper is light");
  assert.equal(await roomy(), all, "and nothing is cut off on it");
  await browser.send("Emulation.setEmulatedMedia", { media: "" });
  quiet(browser, url);
  if (axe) await accessible(browser, axe, WIDTHS.flatMap((width) => [[url, width, false], [url, width, true]]));
  console.log(`compared: ${all} tables and pictures`);
} finally {
  await browser.close();
}

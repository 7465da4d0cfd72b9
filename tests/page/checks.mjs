// What holds for every page that the program writes, whatever it is about.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

/** Every field below these, with its path as docs/json.md describes it. */
export function* paths(siblings, before) {
  for (const [i, field] of siblings.entries()) {
    const which = siblings.slice(0, i + 1).filter((f) => f.id === field.id).length;
    const path = `${before}/${which > 1 ? `${field.id}[${which}]` : field.id}`;
    yield { path, field };
    yield* paths(field.children, path);
  }
}

/** The page is not wider than its window: what is wider scrolls inside of it. */
export async function fits(browser, where) {
  const [wide, room] = await browser.run("[document.documentElement.scrollWidth, innerWidth]");
  assert.ok(wide <= room, `${where} is ${wide} pixels wide where there are ${room}`);
}

/** Nothing on the console, and no request but for the page itself. */
export function quiet(browser, url) {
  assert.deepEqual(browser.complaints, [], "nothing on the console");
  const elsewhere = browser.requests.filter((u) => u.split("#")[0] !== url && u !== "about:blank");
  assert.deepEqual(elsewhere, [], "no request but for the page itself");
}

/** Opens these places, each with its width and colours, and asks axe: nothing that it calls serious. */
export async function accessible(browser, axe, places) {
  const source = readFileSync(axe, "utf8");
  await browser.send("Page.setBypassCSP", { enabled: true });
  for (const [url, width, dark] of places) {
    await browser.size(width);
    await browser.dark(dark);
    await browser.open(url);
    await browser.run(`${source};0`);
    const found = await browser.run(`axe.run(document, { resultTypes: ["violations"] }).then((r) =>
      r.violations.map((v) => [v.impact, v.id, v.nodes.map((x) => x.html.slice(0, 160) + " " + x.failureSummary).slice(0, 3)]))`);
    const serious = found.filter(([impact]) => ["serious", "critical"].includes(impact));
    assert.deepEqual(serious, [], `${url} at ${width}${dark ? ", dark" : ""}`);
  }
  await browser.send("Page.setBypassCSP", { enabled: false });
  await browser.dark(false);
  await browser.size(1280);
}

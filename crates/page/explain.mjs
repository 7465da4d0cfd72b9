#!/usr/bin/env node
// The JSON of one capture, as `wirewalk explain --json` prints it, by the WebAssembly module alone.
//
//   node explain.mjs wirewalk_page.wasm capture.pcapng [key.log]
//
// WIREWALK_TIME=1 says on standard error what the explaining took of the processor's time.

import { readFileSync, writeSync } from "node:fs";

const [module, capture, keyLog] = process.argv.slice(2);
if (!capture) {
  console.error("usage: node explain.mjs wirewalk_page.wasm capture.pcapng [key.log]");
  process.exit(2);
}

const { instance } = await WebAssembly.instantiate(readFileSync(module), {});
const { memory, alloc, free, explain } = instance.exports;

/** Copies a file into the module's memory; where it stands (`>>> 0`: past 2 GiB numbers come out negative), and how long it is. */
function handed(path) {
  const bytes = path ? readFileSync(path) : new Uint8Array();
  const at = alloc(bytes.length) >>> 0;
  new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
  return [at, bytes.length];
}

/** Standard output may be a pipe that takes only a part at a time. */
function print(file, bytes) {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(file, bytes, at);
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
    }
  }
}

const [given, keys] = [handed(capture), handed(keyLog)];
const begun = process.cpuUsage();
const at = explain(...given, ...keys) >>> 0;
const { user, system } = process.cpuUsage(begun);
const numbers = new DataView(memory.buffer, at, 12);
const [json, problems, whole] = [0, 4, 8].map((place) => numbers.getUint32(place, true));
print(1, new Uint8Array(memory.buffer, at + 12, json));
print(2, new Uint8Array(memory.buffer, at + 12 + json, problems));
if (process.env.WIREWALK_TIME) {
  const took = user + system;
  console.error(`${(given[1] / 1e6).toFixed(1)} MB in ${(took / 1e3).toFixed(0)} ms: ${(given[1] / took).toFixed(1)} MB/s`);
}
[given, keys, [at, 12 + json + problems]].forEach(([place, length]) => free(place, length));
process.exitCode = whole ? 0 : 1;

(() => {
"use strict";
// Takes captures and key logs that a person drops or chooses to the program that gave this page, which takes them apart.

const zone = document.getElementById("zone");
const input = document.getElementById("files");
const said = document.getElementById("said");

/** The first bytes of pcapng, of pcap in both orders and resolutions, and of gzip. */
const MAGIC = ["0a0d0d0a", "a1b2c3d4", "d4c3b2a1", "a1b23c4d", "4d3cb2a1", "1f8b"];

async function isCapture(file) {
  const bytes = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return MAGIC.some((magic) => hex.startsWith(magic));
}

/** A line of a key log: what it is called, the client's random number, the secret (draft-ietf-tls-keylogfile). */
const KEYS = /^[A-Z][A-Z0-9_]+ [0-9a-fA-F]{64} [0-9a-fA-F]{32,}\s*$/m;

async function isKeyLog(file) {
  return KEYS.test(await file.slice(0, 1 << 16).text());
}

/** Key logs that came without a capture, until one comes. */
let waiting = [];

/** Sends a capture behind the key logs; gives its number. */
async function send(capture, keys) {
  const logs = new Blob(keys.flatMap((log) => [log, "\n"]));
  const query = new URLSearchParams({ name: capture.name, keys: String(logs.size) });
  const answer = await fetch(`explain?${query}`, { method: "POST", body: new Blob([logs, capture]) }).catch(() => {
    throw new Error("the program has ended, or the file is too large for it; start `wirewalk serve` again, or use `wirewalk explain`");
  });
  const reply = await answer.json().catch(() => ({ error: `the answer was ${answer.status}` }));
  if (reply.error) throw new Error(reply.error);
  return reply.capture;
}

async function take(files) {
  if (!files.length || zone.getAttribute("aria-busy") === "true") return;
  zone.setAttribute("aria-busy", "true");
  const [captures, others] = [[], []];
  for (const file of files) ((await isCapture(file)) ? captures : others).push(file);
  const logs = captures.length ? [] : await Promise.all(others.map(isKeyLog));
  if (logs.length && logs.every(Boolean)) {
    waiting.push(...others);
    zone.removeAttribute("aria-busy");
    input.value = "";
    const names = waiting.map((log) => log.name).join(", ");
    said.textContent = `${names}: a key log, which opens a capture. It is used with the capture that you drop next.`;
    return;
  }
  // A file that is no capture stands beside one as its key log; alone, it is taken for what it should have been.
  const [sent, keys] = captures.length ? [captures, [...waiting.splice(0), ...others]] : [others, []];
  const [complaints, taken] = [[], []];
  for (const capture of sent) {
    said.textContent = `Reading ${capture.name}…`;
    try {
      taken.push(await send(capture, keys));
    } catch (error) {
      complaints.push(`${capture.name}: ${error.message}`);
    }
  }
  zone.removeAttribute("aria-busy");
  input.value = "";
  said.textContent = complaints.join("\n");
  if (!taken.length) return;
  keep(complaints.join("\n"));
  location.hash = `capture-${taken.at(-1)}`;
  location.reload();
}

/** What is still to be said when the page has been loaded again. */
function keep(text) {
  try {
    sessionStorage.setItem("wirewalk.said", text);
  } catch {
    // Then it goes unsaid; what was read is shown.
  }
}

try {
  said.textContent = sessionStorage.getItem("wirewalk.said") ?? "";
  sessionStorage.removeItem("wirewalk.said");
} catch {
  // Nothing was kept.
}
try {
  // The lessons have a button for it.
  const theme = { dark: "dark", light: "light" }[localStorage.getItem("wirewalk.theme")];
  if (theme) document.documentElement.setAttribute("data-theme", theme);
} catch {
  // Then as the system has it.
}
document.getElementById(location.hash.slice(1))?.querySelector("h3")?.focus();

input.addEventListener("change", () => take([...input.files]));
// Dropped beside the zone, a file would take the place of this page.
addEventListener("dragover", (event) => {
  event.preventDefault();
  zone.classList.toggle("over", true);
});
addEventListener("dragleave", (event) => event.relatedTarget || zone.classList.remove("over"));
addEventListener("drop", (event) => {
  event.preventDefault();
  zone.classList.remove("over");
  take([...event.dataTransfer.files]);
});
})();

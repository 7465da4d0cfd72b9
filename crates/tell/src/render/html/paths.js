// Messages and fields as objects, made when they are looked at, and the stable path of each: docs/json.md says what it is.

/** What a view (0: Eve, 1: the insider) has of a message; null: nothing. */
function seen(message, view) {
  if (view === 1 || message.eve === 1) return message;
  return message.eve === 0 ? null : message.eve;
}

const models = new WeakMap();

/** A message in one view: its sources as bytes, its fields in a row, parents before children. */
function model(scene, message, view) {
  const has = seen(message, view);
  if (!has) return null;
  if (!models.has(has)) {
    const built = { scene, message, has, fields: [], roots: [] };
    built.sources = has.src.map(([origin, text]) => ({
      origin: said(origin),
      bytes: text === null ? null : Uint8Array.from(atob(text), (c) => c.charCodeAt(0)),
    }));
    built.roots = has.f.map((raw, i) => field(built, raw, null, nth(has.f, i)));
    models.set(has, built);
  }
  return models.get(has);
}

/** Which of the siblings with the same id it is, from 1. */
function nth(siblings, at) {
  const id = (raw) => data.labels[raw[0]][0];
  return siblings.slice(0, at + 1).filter((raw) => id(raw) === id(siblings[at])).length;
}

function field(built, raw, parent, which) {
  const [label, source, start, length, value, children, meaning, problem, bits] = raw;
  const [id, name, why, cite] = data.labels[label];
  const own = {
    id, name, why, cite, source, start, length, parent, bits: bits || null,
    value: value ? said(value) : null,
    meaning: meaning ? said(meaning) : null,
    problem: problem ? said(problem) : null,
    step: which > 1 ? `${id}[${which}]` : id,
    level: parent ? parent.level + 1 : 1,
    at: built.fields.length,
  };
  built.fields.push(own);
  own.children = (children || []).map((child, i) => field(built, child, own, nth(children, i)));
  own.end = built.fields.length;
  own.leaf = !own.children.some((child) => child.source === source);
  return own;
}

const inside = (outer, inner) => inner.at >= outer.at && inner.at < outer.end;

/** Where a field stands, in words. */
function extent(own) {
  if (own.bits) {
    const [first, end] = own.bits;
    const bytes = own.length > 1 ? `bytes ${own.start} to ${own.start + own.length - 1}` : `byte ${own.start}`;
    return `${bytes}, ${end - first === 1 ? `bit ${first}` : `bits ${first} to ${end - 1}`}`;
  }
  if (own.length === 0) return `no byte, at ${own.start}`;
  if (own.length === 1) return `byte ${own.start}`;
  return `bytes ${own.start} to ${own.start + own.length - 1}`;
}

const escaped = (part) => encodeURIComponent(part).replace(/%5B/g, "[").replace(/%5D/g, "]");

/** `#scene/connection/message/outer field/inner field`. */
function link(scene, message, own) {
  const steps = [];
  for (let at = own; at; at = at.parent) steps.unshift(at.step);
  return "#" + [scene.id, message.c, message.i, ...steps].map((part) => escaped(String(part))).join("/");
}

/** What a link leads to: `{ step }`, or `{ scene, at, steps }`; null: nothing that is here. */
function parse(hash) {
  let parts;
  try {
    parts = hash.replace(/^#/, "").split("/").map(decodeURIComponent);
  } catch {
    return null;
  }
  if (parts[0].startsWith("step:")) return { step: parts[0].slice(5) };
  const scene = data.scenes.findIndex((s) => s.id === parts[0]);
  if (scene < 0) return null;
  const at = data.scenes[scene].messages.findIndex((m) => String(m.c) === parts[1] && String(m.i) === parts[2]);
  return { scene, at: at < 0 ? null : at, steps: parts.slice(3) };
}

/** The field at the end of these steps; the first one if there are none. */
function follow(built, steps) {
  let [siblings, found] = [built.roots, built.roots[0] || null];
  for (const step of steps) {
    found = siblings.find((own) => own.step === step);
    if (!found) return null;
    siblings = found.children;
  }
  return found;
}

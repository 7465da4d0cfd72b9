// The bytes of one source: offset, hexadecimal, ASCII; one piece of a row for each field that owns it.

/** More than this is shown when it is asked for. */
const SHOWN = 512;

/** For each byte the field that owns it: the leaf, or what the leaf is a part of where that is less than a byte. */
function owners(built, source, length) {
  const own = new Array(length).fill(null);
  for (const leaf of built.fields) {
    if (leaf.source !== source || !leaf.leaf) continue;
    let owner = leaf;
    while (owner.bits && owner.parent) owner = owner.parent;
    own.fill(owner, leaf.start, leaf.start + leaf.length);
  }
  return own;
}

/** Where a row is cut: pieces `{ owner, from, to }`. */
function pieces(own, from, to) {
  const cut = [];
  for (let at = from; at < to; at++) {
    const last = cut[cut.length - 1];
    if (last && last.owner === own[at]) last.to = at + 1;
    else cut.push({ owner: own[at], from: at, to: at + 1 });
  }
  return cut;
}

const letter = (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·");

/**
 * The dump of a source. `on.point(field)` is called while the pointer is on a piece, `on.choose(field)` when it is
 * chosen; `parts` collects the pieces of each field by its number.
 */
function dump(built, source, on, parts) {
  const { bytes } = built.sources[source];
  const own = owners(built, source, bytes.length);
  const rows = make("div", { class: "rows", role: "group", "aria-label": `Bytes: ${built.sources[source].origin}` });
  const box = make("div", { class: "dump" }, rows);
  const state = { wide: 16, all: bytes.length <= SHOWN };

  function piece({ owner, from, to }, first, ascii) {
    const slice = bytes.subarray(from, to);
    const text = ascii ? Array.from(slice, letter).join("") : Array.from(slice, (b) => hex(b, 2)).join(" ");
    if (!owner) return make("span", {}, text);
    const begins = !ascii && (first || from === owner.start);
    const span = make("span", {
      class: `piece hue${owner.at % 4}`,
      mouseenter: () => on.point(owner),
      mouseleave: () => on.point(null),
      click: () => on.choose(owner),
      ...(begins && from === owner.start
        ? { role: "button", tabindex: -1, "aria-label": `${owner.name}, ${extent(owner)}: ${text}`, focus: () => on.point(owner) }
        : {}),
    }, text);
    span.owner = owner;
    (parts[owner.at] ??= []).push(span);
    return span;
  }

  function row(from) {
    const to = Math.min(from + state.wide, bytes.length);
    const cut = pieces(own, from, to);
    const spaced = (ascii) => cut.flatMap((p, i) => (i && !ascii ? [" ", piece(p, i === 0, ascii)] : [piece(p, i === 0, ascii)]));
    const missing = "   ".repeat(state.wide - (to - from));
    return make("div", { class: "row" },
      make("span", { class: "offset", "aria-hidden": "true" }, hex(from, 4)),
      make("span", { class: "hex" }, spaced(false), missing),
      make("span", { class: "ascii", "aria-hidden": "true" }, spaced(true)));
  }

  function show() {
    for (const owner of new Set(own)) if (owner) delete parts[owner.at];
    const end = state.all ? bytes.length : SHOWN;
    const lines = [];
    for (let from = 0; from < end; from += state.wide) lines.push(row(from));
    rows.replaceChildren(...lines);
    const more = state.all ? [] : [button(`show all ${bytes.length} bytes`, () => box.expand(), { class: "more" })];
    box.replaceChildren(rows, ...more);
    const first = rows.querySelector("[role=button]");
    if (first) first.tabIndex = 0;
  }

  box.expand = () => {
    if (state.all) return;
    state.all = true;
    show();
    on.redrawn();
  };
  /** Makes sure that a field's bytes are there to be lit. */
  box.reach = (wanted) => {
    if (wanted.source === source && wanted.start + wanted.length > SHOWN) box.expand();
  };
  /** Lays the rows out for this many characters. */
  box.fit = (columns) => {
    const wide = columns >= 70 ? 16 : columns >= 38 ? 8 : 4;
    if (wide === state.wide) return false;
    state.wide = wide;
    show();
    return true;
  };
  rows.addEventListener("keydown", (event) => walkPieces(rows, event));
  show();
  return box;
}

/** Arrow keys go from field to field among the bytes. */
function walkPieces(rows, event) {
  const stops = [...rows.querySelectorAll("[role=button]")];
  const at = stops.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 }[event.key];
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    document.activeElement.click();
  } else if (to !== undefined && at >= 0) {
    event.preventDefault();
    event.stopPropagation();
    const next = stops[Math.max(0, Math.min(stops.length - 1, to))];
    stops[at].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}

// The story of a capture: a picture with a lane for names, connections, handshakes and requests; its events; who learns what of it.

/** Further conversations of a lane share its last row. */
const LANE_ROWS = 12;
const ROW = 16;
/** How much of the width the label of a cut takes. */
const LABEL = 0.1;

const LANE_NAMES = { dns: "DNS", connection: "connections", tls: "TLS", http: "HTTP" };

/** What an event leads to: the step that shows its message, or the one about its conversation; null: the walk has neither. */
function shown(event) {
  stepIds ??= new Set(pages.map((step) => step.id));
  const ids = [event.message === null ? null : `c${event.conversation}.m${event.message}`, `c${event.conversation}`];
  const id = ids.find((one) => stepIds.has(one));
  return id ? `#step:${id}` : null;
}
let stepIds;

/** Where moments lie, from 0 to 1: to scale, but for stretches in which nothing happens, which are cut to the same short length. */
function scale(times) {
  const gaps = times.slice(1).map((t, i) => t - times[i]);
  const longest = 4 * (gaps.reduce((a, b) => a + b, 0) / Math.max(1, gaps.length));
  const places = [0];
  const cuts = [];
  for (const [i, gap] of gaps.entries()) {
    if (gap > longest) cuts.push({ from: places[i], to: places[i] + longest, gap });
    places.push(places[i] + Math.min(gap, longest));
  }
  const total = places.at(-1) || 1;
  const at = new Map(times.map((t, i) => [t, places[i] / total]));
  return { at: (t) => at.get(t), cuts: cuts.map((c) => ({ from: c.from / total, to: c.to / total, gap: c.gap })) };
}

function timeline(events) {
  const when = (event) => Number(event.after);
  const { at, cuts } = scale([...new Set(events.map(when))].sort((a, b) => a - b));
  const x = (event) => `${2 + 96 * at(when(event))}%`;
  const parts = [];
  let y = 0;
  for (const lane of Object.keys(LANE_NAMES)) {
    const mine = events.filter((event) => event.lane === lane);
    if (!mine.length) continue;
    const rows = [...new Set(mine.map((event) => event.conversation))];
    const row = (event) => Math.min(rows.indexOf(event.conversation), LANE_ROWS - 1);
    const top = y + 18;
    parts.push(draw("text", { x: "2%", y: y + 13, class: "lane" }, LANE_NAMES[lane]));
    for (const conversation of rows.slice(0, LANE_ROWS)) {
      const own = mine.filter((event) => row(event) === row({ conversation }));
      const middle = top + row(own[0]) * ROW + ROW / 2;
      parts.push(draw("line", { x1: x(own[0]), x2: x(own.at(-1)), y1: middle, y2: middle, class: `span ${lane}` }));
      for (const event of own) {
        const dot = draw("circle", { cx: x(event), cy: middle, r: 5, class: `dot ${lane}${/; failed: /.test(event.text) || event.kind === "alert" ? " failed" : ""}` },
          draw("title", {}, `${event.after} s, ${event.conversation}: ${event.text}`));
        const to = shown(event);
        if (to) dot.addEventListener("click", () => { location.hash = to; });
        parts.push(dot);
      }
    }
    y = top + Math.min(rows.length, LANE_ROWS) * ROW + 6;
  }
  // The longest are labelled first; no label stands on another.
  const labelled = [];
  for (const cut of cuts.sort((a, b) => b.gap - a.gap)) {
    const middle = (cut.from + cut.to) / 2;
    const place = `${2 + 96 * middle}%`;
    parts.unshift(draw("line", { x1: place, x2: place, y1: 0, y2: y, class: "cut" }));
    if (labelled.some((other) => Math.abs(other - middle) < LABEL)) continue;
    labelled.push(middle);
    parts.push(draw("text", { x: place, y: y + 12, class: "cut", "text-anchor": "middle" }, `⋯ ${seconds(cut.gap * 1e6)} ⋯`));
  }
  return draw("svg", { class: "timeline", "aria-hidden": "true", width: "100%", height: y + 18 }, ...parts);
}

Object.assign(shows, {
  chronicle(item) {
    const place = (event) => {
      const name = event.message === null ? `${event.conversation}` : `${event.conversation}/${event.message}`;
      const to = shown(event);
      return to ? make("a", { href: to }, name) : name;
    };
    const rows = item.events.map((event) => [event.after, event.packet === null ? "" : String(event.packet), place(event),
      make("span", { class: /; failed: /.test(event.text) || event.kind === "alert" ? "failed" : "" }, make("bdi", {}, event.text))]);
    return make("div", { class: "item story" },
      item.events.length ? timeline(item.events) : "",
      grid(["seconds", "packet", "bytes", "what happened"], rows, { class: "events" }),
      item.untold ? make("p", { class: "dim" }, `${count(item.untold, "more event is", "more events are")} not told.`) : "");
  },

  listeners: (item) => make("div", { class: "item listeners" }, item.listeners.map((listener) => make("section", {},
    make("h3", {}, make("bdi", {}, listener.who.replace(/^./, (c) => c.toUpperCase()))),
    grid(["what", "seen", "what was measured", "what hides it"], listener.rows.map((row) =>
      [make("span", {}, `${row.what}: `, make("bdi", {}, row.value)), make("span", { class: `seen ${row.seen}` }, SEEN[row.seen]),
        make("bdi", {}, row.evidence), row.hides || ""])),
    listener.untold ? make("p", { class: "dim" }, `and ${listener.untold} more`) : ""))),
});

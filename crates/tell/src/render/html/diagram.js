// The sequence diagram of a scene: a lane for each actor, an arrow for each message.

/** More actors than this share two lanes. */
const LANES = 6;

/** So many messages are shown at first, and at each further wish. */
const ROWS = 400;

const MANY = ["the clients", "the servers"];

/** The names of the actors, in the order in which the journey passes them; the eavesdropper between the first two. */
function lanes(scene) {
  const names = [];
  for (const [, , [client], [server]] of [...scene.connections].sort((a, b) => a[1] - b[1])) {
    if (!names.includes(client)) names.includes(server) ? names.splice(names.indexOf(server), 0, client) : names.push(client);
    if (!names.includes(server)) names.splice(names.indexOf(client) + 1, 0, server);
  }
  if (names.length > LANES) return MANY;
  if (data.eavesdropper && names.length) names.splice(1, 0, data.eavesdropper);
  return names;
}

/** An arrow from one lane to another, in percent of the width; it passes the eavesdropper's lane with a dot. */
function arrow(names, from, to, kind) {
  const x = (name) => ((names.indexOf(name) + 0.5) / names.length) * 100;
  const [start, end] = [x(from), x(to)];
  const left = end < start;
  const head = draw("svg", { x: `${end}%`, y: "8", overflow: "visible" },
    draw("path", { d: left ? "M1 0 L10 -5 L10 5 Z" : "M-1 0 L-10 -5 L-10 5 Z", class: "head" }));
  const spy = data.eavesdropper ? x(data.eavesdropper) : -1;
  const passes = spy > Math.min(start, end) && spy < Math.max(start, end);
  return draw("svg", { class: `arrow ${kind}`, "aria-hidden": "true", height: "16", width: "100%" },
    draw("line", { x1: `${start}%`, x2: `${end}%`, y1: "8", y2: "8" }), head,
    passes && kind !== "inner" && draw("circle", { cx: `${spy}%`, cy: "8", r: "4", class: "spy" }));
}

const seconds = (microseconds) =>
  microseconds < 10_000 ? `${(microseconds / 1000).toFixed(1)} ms` : microseconds < 1_000_000 ? `${Math.round(microseconds / 1000)} ms` : `${(microseconds / 1e6).toFixed(2)} s`;

/** Who says it to whom: names, or the file's. */
function parties(scene, message) {
  const connection = scene.connections.find((c) => c[0] === message.c);
  if (!connection) return null;
  const [client, server] = [connection[2][0], connection[3][0]];
  return message.s ? [server, client] : [client, server];
}

const gist = (message, view) => said((seen(message, view) || message).g);

/** How a message is spoken of: its number, who says it, what. */
function caption(scene, message, view) {
  const who = parties(scene, message);
  return `${who ? `${message.i}: ${who[0]} to ${who[1]}, ` : ""}${gist(message, view)}`;
}

/** The diagram; `open(at)` shows a message, `shown` holds the places of those that the step shows, `wanted` is there at once. */
function diagram(scene, view, open, shown, wanted) {
  const names = lanes(scene);
  const list = make("ol", { class: "messages" });
  const told = new Set();
  let [last, next] = [null, 0];
  const add = (message, at) => {
    if (!seen(message, view)) return;
    if (scene.connections.length > 1 && message.c !== last) list.append(leg(scene, message.c, !told.has(message.c)));
    told.add(last = message.c);
    list.append(make("li", {}, line(scene, message, view, names, at, open, shown)));
  };
  const more = button("", () => go(next + ROWS), { class: "more" });
  const go = (to) => {
    for (; next < Math.min(to, scene.messages.length); next++) add(scene.messages[next], next);
    more.textContent = `show more: ${scene.messages.length - next} of ${scene.messages.length} messages are left`;
    more.hidden = next === scene.messages.length;
  };
  go(Math.max(ROWS, (wanted ?? 0) + 1));
  const heads = make("div", { class: "lanes", "aria-hidden": "true" }, names.map((name) =>
    make("span", { class: name === data.eavesdropper ? "lane spy" : "lane" }, make("b", {}, name))));
  const strings = make("div", { class: "strings", "aria-hidden": "true" }, names.map((name) =>
    make("span", { class: name === data.eavesdropper ? "spy" : "" })));
  return make("div", { class: `diagram lanes${names.length}` }, heads, make("div", { class: "body" }, strings, list), more);
}

/** Says on which connection what follows crosses; the first time also who is at its ends. */
function leg(scene, number, first) {
  const [id, hop, [client, from], [server, to]] = scene.connections.find((c) => c[0] === number) || [number, 0, ["", ""], ["", ""]];
  const ends = first ? `${hop ? ", onward" : ""}: ${client} (${from}) to ${server} (${to})` : "";
  return make("li", { class: "leg" }, make("span", {}, `connection ${id}${ends}`));
}

function line(scene, message, view, names, at, open, shown) {
  const who = parties(scene, message);
  const inner = message.inside ? "inner" : "outer";
  const label = make("span", { class: "gist" },
    who && make("span", { class: "number" }, String(message.i)),
    who && make("span", { class: "unseen" }, `${who[0]} to ${who[1]}: `),
    make("bdi", {}, gist(message, view)),
    who && make("span", { class: "when" }, message.inside ? "inside TLS" : seconds(message.t)));
  const row = make("button", {
    type: "button", class: `message ${inner} ${message.s ? "server" : "client"}${shown.has(at) ? " told" : ""}`,
    "aria-expanded": "false", click: () => open(at),
  }, label, who && arrow(names, ...(names === MANY ? [MANY[message.s], MANY[1 - message.s]] : who), inner));
  row.at = at;
  return row;
}

/** What a scene is chosen by; its id tells it from another of the same title. */
function choice(scene) {
  if (!scene.connections.length) return `file: ${scene.title}`;
  const alike = data.scenes.filter((other) => other.connections.length && other.title === scene.title).length > 1;
  return alike ? `${scene.title} (${scene.id})` : scene.title;
}

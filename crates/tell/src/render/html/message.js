// One message to the byte: its fields on one side, the bytes of each source on the other, and a card for the field in focus.

/** What the card says when no field is in focus. */
const HINT = "Point at a field or a byte, and the other lights up. Choose one, and its explanation appears here.";

/** The card: what the field in focus is, what it holds, who says so. */
function card(built) {
  const box = make("div", { class: "card", "aria-live": "polite" }, make("p", { class: "dim" }, HINT));
  box.show = (own) => {
    const entry = (term, ...what) => [make("dt", {}, term), make("dd", {}, ...what)];
    const name = make("code", {}, own.id);
    const value = own.value === null ? null : make("bdi", { class: "whole" }, own.value || "(empty)");
    box.replaceChildren(
      make("h4", {}, own.name),
      own.problem ? make("p", { class: "problem" }, `! problem: ${own.problem}`) : "",
      make("p", { class: "why" }, inked(own.why)),
      make("dl", {},
        value && entry("value", value, " ", own.value.length > 12 && copier("copy", () => own.value, value)),
        own.meaning && entry("means", own.meaning),
        entry("where", `${extent(own)}${own.source ? ` of “${built.sources[own.source].origin}”` : ""}`),
        entry("defined in", own.cite),
        entry(own.id.startsWith("wirewalk.") ? "our name" : "Wireshark filter", name, " ", copier("copy", () => own.id, name)),
        entry("link", copier("copy the link to this field", () => {
          const hash = link(built.scene, built.message, own);
          history.replaceState(null, "", hash);
          return location.href;
        })))
    );
  };
  return box;
}

/** Which fields are there if only those with these ids are asked for. */
function filter(built, only) {
  if (!only || only.length === 0) return () => true;
  const wanted = built.fields.filter((own) => only.includes(own.id));
  return (own) => wanted.some((w) => inside(own, w) || inside(w, own));
}

/** The viewer of a message in one view. `only`: the ids of the fields to show first. */
function viewer(scene, message, view, only = []) {
  const built = model(scene, message, view);
  const box = make("div", { class: "viewer" });
  if (!built) {
    box.append(make("p", { class: "nothing" }, "This view does not have this message: it was sent inside TLS, and without the keys only the records that carry it are visible."));
    box.focusField = () => false;
    return box;
  }
  const parts = [];
  let [chosen, lit] = [null, []];
  const light = (own) => {
    lit.forEach(([element, name]) => element.classList.remove(name));
    lit = [];
    if (!own) return;
    const add = (element, name) => element && (element.classList.add(name), lit.push([element, name]));
    for (let at = owner(own).at; at < owner(own).end; at++) (parts[at] || []).forEach((p) => add(p, "lit"));
    for (let at = own; at; at = at.parent) {
      if (at.parent && at.parent.source !== at.source) {
        for (let i = at.parent.at; i < at.parent.end; i++) {
          if (built.fields[i].source === at.parent.source) (parts[i] || []).forEach((p) => add(p, "carries"));
        }
      }
    }
    fields.mark(own, true);
    lit.push([{ classList: { remove: () => fields.mark(own, false) } }, ""]);
  };
  const about = card(built);
  const on = {
    point: (own) => {
      if (own) reach(own);
      light(own || chosen);
    },
    choose: (own) => {
      chosen = own;
      reach(own);
      light(own);
      about.show(own);
      show();
    },
    redrawn: () => light(chosen),
  };
  const show = () => chosen && bring(box.querySelector(".sources"), (parts[owner(chosen).at] || [])[0]);
  const sheets = built.sources.map((source, at) => sheet(built, at, {
    ...on,
    choose: (own) => fields.choose(own, false),
  }, parts));
  const reach = (own) => {
    for (let at = own; at; at = at.parent) sheets[at.source].reach(at === own ? own : null);
  };
  let shows = filter(built, only);
  if (!built.fields.some(shows)) shows = () => true;
  const left = built.fields.filter((own) => !shows(own)).length;
  let fields = tree(built, built.roots, on, shows);
  const whole = () => {
    const all = tree(built, built.roots, on, () => true);
    fields.replaceWith(all);
    fields = all;
    more.hidden = true;
  };
  const more = button(`show all fields (${left} more)`, whole, { class: "more", hidden: left === 0 });
  if (left) built.fields.filter((own) => only.includes(own.id)).forEach((own) => {
    fields.reveal(own);
    fields.open(own);
    reach(own);
  });
  box.append(make("div", { class: "panes" },
    make("div", { class: "pane sources" }, about, sheets.map((s) => s.box)),
    make("div", { class: "pane fields" }, fields, more)));
  box.focusField = (steps, focus = true) => {
    const own = follow(built, steps);
    if (!own) return false;
    if (!shows(own)) whole();
    fields.choose(own, focus);
    return true;
  };
  box.focusId = (id) => {
    const own = built.fields.find((field) => field.id === id);
    if (!own) return false;
    if (!shows(own)) whole();
    fields.choose(own, true);
    box.scrollIntoView({ block: "nearest" });
    return true;
  };
  new ResizeObserver(() => fit(box, sheets, () => (light(chosen), show()))).observe(box);
  return box;
}

/** A part of a byte is lit with what it is a part of. */
const owner = (own) => (own.bits && own.parent ? owner(own.parent) : own);

/** Scrolls a pane, and nothing else, until an element in it is seen. */
function bring(pane, element) {
  if (!pane || !element) return;
  const [outer, inner] = [pane.getBoundingClientRect(), element.getBoundingClientRect()];
  const top = outer.top + pane.querySelector(".card").offsetHeight;
  if (inner.top < top) pane.scrollTop -= top - inner.top + 8;
  else if (inner.bottom > outer.bottom) pane.scrollTop += inner.bottom - outer.bottom + 8;
}

/** One source: what it is, and its bytes, opened when somebody looks. */
function sheet(built, at, on, parts) {
  const { origin, bytes } = built.sources[at];
  const own = { box: null, dump: null, columns: 72 };
  if (bytes === null) {
    own.box = make("p", { class: "sheet key" }, `${origin}: a key; a walk that shows it writes its bytes to no file.`);
    own.reach = () => {};
    return own;
  }
  const open = () => {
    if (own.dump) return;
    own.dump = dump(built, at, on, parts);
    own.dump.fit(own.columns);
    own.box.append(own.dump);
  };
  own.box = make("details", { class: "sheet", toggle: () => own.box.open && open() }, make("summary", {}, origin));
  own.reach = (field) => {
    open();
    own.box.open = true;
    if (field) own.dump.reach(field);
  };
  if (at === 0) {
    open();
    own.box.open = true;
  }
  return own;
}

/** Lays the dumps out for the width that is there. */
function fit(box, sheets, redrawn) {
  const probe = make("span", { class: "probe", "aria-hidden": "true" }, "0".repeat(20));
  const pane = box.querySelector(".sources");
  if (!pane || !pane.clientWidth) return;
  pane.append(probe);
  const columns = Math.floor((pane.clientWidth - 14) / (probe.getBoundingClientRect().width / 20));
  probe.remove();
  const changed = sheets.map((s) => {
    s.columns = columns;
    return s.dump ? s.dump.fit(columns) : false;
  });
  if (changed.some(Boolean)) redrawn();
}

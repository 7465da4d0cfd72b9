// The fields of a message as a tree, by the keys that trees have (WAI-ARIA Authoring Practices, tree view).

/** Up to this many fields are all open from the start. */
const OPEN = 48;

/** Longer values are abridged in the tree; the card shows them whole. */
const LONGEST = 120;

const abridged = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** A tree of `roots`. `on.point` and `on.choose` as for a dump; `shows(field)` says which fields are there. */
function tree(built, roots, on, shows) {
  const items = new Map();
  const shown = (list) => list.filter(shows);
  const total = built.fields.filter(shows).length;

  /** Where a field's bytes come from, if not from where those of the field before it do. */
  function whence(own, before) {
    const above = before ? before.source : own.parent ? own.parent.source : 0;
    return own.source !== above && make("span", { class: "whence" }, `${built.sources[own.source].origin}: `);
  }

  /** An item and, once it was opened, the group of its parts: beside it, so that the item's name is its own line alone. */
  function item(own, i, siblings) {
    const parts = shown(own.children).length > 0;
    const line = make("div", {
      role: "treeitem", class: "line", tabindex: -1, "aria-level": own.level, "aria-selected": "false",
      "aria-expanded": parts ? "false" : null,
    }, whence(own, siblings[i - 1]),
    make("span", { class: "twist", "aria-hidden": "true" }, parts ? "▸" : ""),
    make("span", { class: "what" },
      make("span", { class: `name hue${own.at % 4}` }, own.name),
      own.value !== null && [": ", make("bdi", { class: "value" }, abridged(own.value) || "(empty)")],
      own.meaning && make("span", { class: "meaning" }, ` — ${own.meaning}`),
      own.problem && make("span", { class: "problem" }, ` ! problem: ${own.problem}`)));
    line.own = own;
    line.addEventListener("mouseenter", () => on.point(own));
    line.addEventListener("mouseleave", () => on.point(null));
    line.addEventListener("click", (event) => {
      if (event.target.closest(".twist") && parts) set(own, line.getAttribute("aria-expanded") !== "true");
      choose(own, true);
    });
    line.addEventListener("focus", () => choose(own, false));
    items.set(own, line);
    return make("li", { role: "none" }, line);
  }

  /** Opens or closes a field; its parts are made the first time. */
  function set(own, open) {
    const line = items.get(own);
    if (!line || !line.hasAttribute("aria-expanded")) return;
    if (open && !line.nextSibling) {
      const id = fresh();
      line.after(make("ul", { role: "group", id }, shown(own.children).map(item)));
      line.setAttribute("aria-owns", id);
    }
    line.setAttribute("aria-expanded", String(open));
  }

  let chosen = null;
  function choose(own, focus) {
    const line = items.get(own);
    if (!line) return;
    if (chosen) {
      items.get(chosen).setAttribute("aria-selected", "false");
      items.get(chosen).tabIndex = -1;
    }
    if (stop) stop.tabIndex = -1;
    chosen = own;
    stop = line;
    line.setAttribute("aria-selected", "true");
    line.tabIndex = 0;
    on.choose(own);
    if (focus && document.activeElement !== line) line.focus({ preventScroll: true });
  }

  /** Whether everything above a field is open. */
  function reached(own) {
    for (let at = own.parent; at; at = at.parent) {
      if (items.get(at).getAttribute("aria-expanded") !== "true") return false;
    }
    return true;
  }

  function keys(event) {
    const line = event.target.closest(".line");
    if (!line || event.altKey || event.ctrlKey || event.metaKey) return;
    const { own } = line;
    const all = [...box.querySelectorAll(".line")].filter((other) => reached(other.own));
    const at = all.indexOf(line);
    const open = line.getAttribute("aria-expanded");
    const moves = {
      ArrowDown: () => all[at + 1],
      ArrowUp: () => all[at - 1],
      Home: () => all[0],
      End: () => all[all.length - 1],
      ArrowRight: () => (open === "false" ? void set(own, true) : open === "true" && all[at + 1]),
      ArrowLeft: () => (open === "true" ? void set(own, false) : items.get(own.parent)),
      Enter: () => void set(own, open !== "true"),
      " ": () => void set(own, open !== "true"),
    };
    if (!moves[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    const next = moves[event.key]();
    if (next) {
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    }
  }

  const box = make("ul", { role: "tree", "aria-label": "Fields", class: "tree", keydown: keys }, shown(roots).map(item));
  let stop = box.querySelector(".line");
  if (stop) stop.tabIndex = 0;
  const openAll = (own, depth) => {
    set(own, true);
    if (depth > 0) shown(own.children).forEach((child) => openAll(child, depth - 1));
  };
  shown(roots).forEach((own) => openAll(own, total <= OPEN ? 99 : 1));

  /** Opens what leads to a field. */
  box.reveal = (own) => {
    const above = [];
    for (let at = own.parent; at; at = at.parent) above.unshift(at);
    above.forEach((at) => set(at, true));
  };
  box.choose = (own, focus) => {
    box.reveal(own);
    choose(own, focus);
    items.get(own)?.scrollIntoView({ block: "nearest" });
  };
  box.mark = (own, on) => items.get(own)?.classList.toggle("pointed", on);
  box.open = (own) => set(own, true);
  return box;
}

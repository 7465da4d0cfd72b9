// The page's data, and elements made from it. Texts become text nodes: nothing here makes markup of a string.

const data = JSON.parse(document.getElementById("data").textContent);
const SVG = "http://www.w3.org/2000/svg";

/** A text of the table, counted from 1; "" for none. */
const said = (number) => (number ? data.strings[number - 1] : "") ?? "";

/** Sets attributes (a function listens), adds children (a string becomes text), leaves out what is null or false. */
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const make = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);
const draw = (name, attributes = {}, ...children) => fill(document.createElementNS(SVG, name), attributes, children);

let made = 0;
/** An id that no other element has. */
const fresh = () => `e${++made}`;

const count = (number, one, more) => `${number} ${number === 1 ? one : more}`;
const hex = (number, digits) => number.toString(16).padStart(digits, "0");

/** `code` in backticks becomes code. */
function inked(text) {
  return text.split("`").map((part, i) => (i % 2 ? make("code", {}, part) : part));
}

const prose = (text) => inked(text.replace(/\n/g, " "));

/** What is seen in a view, in words. Of a message in which keys opened nothing there is one view. */
function viewed(view, message) {
  if (!data.eavesdropper) return data.views[message?.eve === 1 ? 0 : view];
  return view ? `as the ${data.views[1]} sees it` : `as ${data.views[0]} has it`;
}

const button = (text, click, attributes = {}) => make("button", { type: "button", click, ...attributes }, text);

/** Says something to whoever listens instead of looking. */
function announce(text) {
  status.textContent = text;
}
const status = make("p", { role: "status", class: "unseen" });

/** Puts a text on the clipboard; where a browser does not let a file do that, it is selected for the person to copy. */
async function copy(text, from) {
  try {
    await navigator.clipboard.writeText(text);
    announce("copied");
    return true;
  } catch {
    const range = document.createRange();
    if (from) {
      range.selectNodeContents(from);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }
    announce("selected: press Ctrl and C to copy");
    return false;
  }
}

/** A button that copies what `text` gives. */
function copier(what, text, from) {
  const label = make("span", {}, what);
  const click = async () => {
    const done = await copy(text(), from);
    label.textContent = done ? "copied ✓" : "press Ctrl+C";
    setTimeout(() => (label.textContent = what), 1600);
  };
  return make("button", { type: "button", class: "copy", click }, label);
}

/** What a person chose, kept between visits where the browser keeps anything for a file. */
const kept = {
  get(name) {
    try {
      return localStorage.getItem(`wirewalk.${name}`);
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      localStorage.setItem(`wirewalk.${name}`, value);
    } catch {
      // Then it lasts as long as the page.
    }
  },
};

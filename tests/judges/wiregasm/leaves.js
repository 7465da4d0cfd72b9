// Wireshark as WebAssembly: what it finds in a capture, a line for each field.
//
//   node leaves.js MODULE CAPTURE KEYS PREFIX…
//
// MODULE is the folder of the package; KEYS is a key log, or "" for none. A line: number of the packet, name, whether it has fields
// inside, its bytes in hexadecimal, and its text, or what a person reads;
// tabs between them. Fields whose names begin with a PREFIX.
'use strict';
const fs = require('fs');
const path = require('path');

const [module_, capture, keys, ...prefixes] = process.argv.slice(2);
const dist = path.join(module_, 'dist');

// The module says on the console what it begins with.
console.log = () => {};

async function main() {
  const load = require(path.join(dist, 'wiregasm.js'));
  const quiet = () => {};
  const wireshark = await load({ locateFile: (name) => path.join(dist, name), print: quiet, printErr: quiet });
  wireshark.init();
  wireshark.FS.writeFile('/uploads/capture', fs.readFileSync(capture));
  if (keys) {
    wireshark.FS.writeFile('/uploads/keys', fs.readFileSync(keys));
    wireshark.setPref('tls', 'keylog_file', '/uploads/keys');
  }
  const session = new wireshark.DissectSession('/uploads/capture');
  const loaded = session.load();
  if (loaded.code !== 0) throw new Error(`the capture could not be loaded: ${loaded.error}`);
  for (let number = 1; number <= loaded.summary.packet_count; number++) tell(session.getFrame(number));
}

function tell(frame) {
  const sources = [];
  for (let i = 0; i < frame.data_sources.size(); i++) sources.push(Buffer.from(frame.data_sources.get(i).data, 'base64'));
  const walk = (tree) => {
    for (let i = 0; i < tree.size(); i++) {
      const node = tree.get(i);
      // The filter that finds it is "name == value", or "name".
      const name = node.filter.split(/[ [&]/)[0];
      if (prefixes.some((prefix) => name.startsWith(prefix))) {
        const source = sources[node.data_source_idx] || Buffer.alloc(0);
        const bytes = source.subarray(node.start, node.start + node.length).toString('hex');
        // What a person reads is cut where it is long.
        const value = /== "(.*)"$/s.exec(node.filter);
        const text = (value ? value[1] : node.label).replace(/[\t\r\n]/g, ' ');
        process.stdout.write([frame.number, name, node.tree.size() > 0, bytes, text].join('\t') + '\n');
      }
      walk(node.tree);
    }
  };
  walk(frame.tree);
}

main().catch((error) => { console.error(error.message); process.exit(1); });

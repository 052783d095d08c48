// Preloaded into a run of the built command: when it exits, the code of every chunk that it loaded goes into
// the cache, beside that of the others.
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');
const vm = require('node:vm');

const NAME = `code-${process.versions.v8}-${process.arch}.cache`;
const scripts = new Map();
const { Script } = vm;

vm.Script = class extends Script {
  constructor(source, options) {
    super(source, options);
    scripts.set(options.filename, this);
  }
};

process.on('exit', () => {
  const [first] = scripts.keys();
  if (first === undefined) return;
  const file = join(dirname(first), NAME);
  const code = read(file);
  for (const [path, script] of scripts) code.set(`./${basename(path)}`, script.createCachedData());
  write(file, code);
});

function read(file) {
  const code = new Map();
  try {
    const bytes = readFileSync(file);
    const start = 4 + bytes.readUInt32LE();
    const places = JSON.parse(bytes.toString('utf8', 4, start));
    for (const [name, [offset, length]] of Object.entries(places)) {
      code.set(name, bytes.subarray(start + offset, start + offset + length));
    }
  } catch {
    // The first run.
  }
  return code;
}

function write(file, code) {
  const places = {};
  let size = 0;
  for (const [name, { length }] of code) {
    places[name] = [size, length];
    size += length;
  }
  const head = Buffer.from(JSON.stringify(places));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  writeFileSync(`${file}.tmp`, Buffer.concat([length, head, ...code.values()]));
  renameSync(`${file}.tmp`, file);
}

// Preloaded into a process that is to be killed as `kill -9` kills: in front of its n-th call that touches the file
// system, counted from the first that names the spool. A write is cut in half first. Without KILL_AT it only
// counts, and says how many calls there were in the file COUNT_TO.
const fs = require('node:fs');

const at = process.env.KILL_AT === undefined ? Infinity : Number(process.env.KILL_AT);
let count = -1;

function reached(args) {
  if (count < 0 && !(typeof args[0] === 'string' && /[/\\]spool([/\\]|$)/.test(args[0]))) return false;
  count += 1;
  return count === at;
}

for (const name of [
  'openSync',
  'readSync',
  'writeSync',
  'fsync',
  'fsyncSync',
  'closeSync',
  'renameSync',
  'unlink',
  'mkdirSync',
  'lstatSync',
  'accessSync',
]) {
  const real = fs[name];
  fs[name] = (...args) => {
    if (reached(args)) {
      if (name === 'writeSync') real(args[0], Buffer.from(args[1]).subarray(0, args[1].length / 2));
      process.kill(process.pid, 'SIGKILL');
    }
    return real(...args);
  };
}

if (process.env.COUNT_TO) process.on('exit', () => fs.writeFileSync(process.env.COUNT_TO, String(count)));

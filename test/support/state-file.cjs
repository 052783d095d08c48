// A counter in a file, as the hook before this one kept it: JSON that is read, changed, and replaced by rename
// under a lock. Does one step for each line of its input and answers with a line, so that a test says in which
// order two of them take theirs.
//
//   node state-file.cjs LIBRARY STATE LOCK
//
// LOCK is the file that is locked: the state itself, or another.
const { closeSync, openSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const [, , library, state, lock] = process.argv;
const { tryLock } = require(library);

let fd;
const steps = {
  open() {
    fd = openSync(lock, 'a+');
    return 'open';
  },
  lock: () => (tryLock(fd) ? 'locked' : 'waits'),
  count() {
    const { calls } = JSON.parse(readFileSync(state, 'utf8'));
    return () => {
      writeFileSync(`${state}.${process.pid}`, JSON.stringify({ calls: calls + 1 }));
      renameSync(`${state}.${process.pid}`, state);
      return 'written';
    };
  },
  close() {
    closeSync(fd);
    return 'closed';
  },
};

let write;
require('node:readline')
  .createInterface({ input: process.stdin })
  .on('line', (step) => {
    let answer = step === 'write' ? write() : steps[step]();
    if (typeof answer === 'function') {
      write = answer;
      answer = 'read';
    }
    process.stdout.write(`${answer}\n`);
  });

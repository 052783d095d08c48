// Preloaded into a measured process: tells its peak resident memory (KiB) on descriptor 3 as it exits.
const { readFileSync, writeSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

// Preloaded into its threads as well, which have no memory of their own to tell of.
if (isMainThread)
  process.on('exit', () => {
    let kibibytes = process.resourceUsage().maxRSS;
    try {
      // On Linux the other number begins with what the parent had when it forked.
      kibibytes = Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
    } catch {
      // Not Linux.
    }
    try {
      writeSync(3, String(kibibytes));
    } catch {
      // Nobody is listening.
    }
  });

import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../bundle.mjs';
import { TRANSCRIPTS } from '../limits.mjs';

/** How much is written and read; 1000 is what the limits are for, and takes longer. */
const MEGABYTES = Number(process.env.CANON_BENCH_TRANSCRIPTS) || 300;

/** The transcripts of a repository, as `canon import transcripts` and `canon sweep` read them: time of a core, not of a clock. */
export const cases = ({ dir, env, node }) => {
  const runs = [];
  let written;
  return [
    {
      name: `transcripts, ${MEGABYTES} MB, time of a core`,
      limitMs: Math.round((MEGABYTES / TRANSCRIPTS.megabytesPerSecond) * 1000),
      required: true,
      rounds: 5,
      prepare: async () => {
        const home = join(dir, 'transcripts');
        mkdirSync(home);
        const file = await bundle('transcripts-run', home);
        const run = (...args) => {
          const { status, stdout, stderr } = spawnSync(node, [file, ...args], {
            cwd: home,
            env,
            encoding: 'utf8',
          });
          if (status !== 0) throw new Error(stderr);
          return JSON.parse(stdout);
        };
        written = run('write', home, String(MEGABYTES));
        return {
          measure() {
            const read = run('read', home);
            runs.push(read);
            return read.cpu;
          },
        };
      },
      check() {
        const peak = Math.max(...runs.map((run) => run.peak));
        const speed = runs.map(({ size, cpu }) => size / 1000 / cpu).sort((a, b) => a - b)[runs.length >> 1];
        console.error(
          `transcripts: ${speed.toFixed(0)} MB/s of a core (≥ ${TRANSCRIPTS.megabytesPerSecond}), ${peak.toFixed(0)} MiB (≤ ${TRANSCRIPTS.mebibytes})`,
        );
        const { calls, size } = runs[0];
        if (calls !== written.calls || size !== written.size)
          return `${calls} of ${written.calls} calls read`;
        return peak > TRANSCRIPTS.mebibytes ? `${peak.toFixed(0)} MiB of memory` : undefined;
      },
    },
  ];
};

import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../bundle.mjs';

/** A transcript of 100 MB, as `canon telemetry --verify` reads it. No limit: it is asked for, not waited for. */
export const cases = ({ dir, env, node }) => [
  {
    name: 'transcript, 100 MB',
    required: true,
    rounds: 7,
    prepare: async () => {
      const home = join(dir, 'transcript');
      mkdirSync(home);
      const file = await bundle('transcript-run', home);
      const made = spawnSync(node, [file, 'write', home, '100'], { cwd: home, env, encoding: 'utf8' });
      if (made.status !== 0) throw new Error(made.stderr);
      const run = { command: node, args: [file, 'read', home], cwd: home };
      const read = spawnSync(node, run.args, { cwd: home, env, encoding: 'utf8' });
      const { calls } = JSON.parse(made.stdout);
      if (JSON.parse(read.stdout).finished !== calls)
        throw new Error(`read ${read.stdout}, not ${calls} calls`);
      return run;
    },
  },
];

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../bundle.mjs';

const KINDS = { lines: 'in lines', line: 'in one line', found: 'with a secret in every kilobyte' };

/** What an import waits for before its commit: ten megabytes a second at the least, a process and its rules included. */
export const cases = ({ dir, node }) =>
  Object.entries(KINDS).map(([kind, said]) => ({
    name: `secrets, 10 MB ${said}`,
    limitMs: 1000,
    required: true,
    rounds: 7,
    prepare: async () => {
      const home = join(dir, `secrets-${kind}`);
      mkdirSync(home);
      return { command: node, args: [await bundle('secrets-run', home), kind], cwd: home };
    },
  }));

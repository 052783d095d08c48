// npm run fuzz -- [COUNT] [FIRST-SEED]: simulations of operators in clones, a thousand if nothing is said.
import { spawnSync } from 'node:child_process';

const [count = '1000', first = '1'] = process.argv.slice(2);
if (![count, first].every((word) => /^\d+$/.test(word))) {
  process.stderr.write('Usage: npm run fuzz -- [COUNT] [FIRST-SEED]\n');
  process.exit(2);
}
const { status } = spawnSync('npx', ['vitest', 'run', '--config', 'vitest.fuzz.config.ts'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { ...process.env, CANON_FUZZ_COUNT: count, CANON_FUZZ_FIRST: first },
});
process.exitCode = status ?? 1;

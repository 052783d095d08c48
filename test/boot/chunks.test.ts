import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { CODE_CACHE, type CodePlaces } from '../../src/boot/chunks.ts';
import { BIN } from '../support/built.ts';
import { sandbox, type Sandbox } from '../support/sandbox.ts';

// Tells on stderr how many chunks were loaded, and of how many V8 took the kept code.
const WATCH = `
const vm = require('node:vm');
let all = 0, taken = 0;
vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options);
    all += 1;
    if (options.cachedData && !this.cachedDataRejected) taken += 1;
  }
};
process.on('exit', () => process.stderr.write(taken + ' of ' + all));
`;

interface Told {
  readonly stdout: string;
  /** `7 of 7` */
  readonly used: string;
}

/** Runs a copy of the bundle whose kept code was tampered with. */
function run(box: Sandbox, tamper: (cache: string) => void): Told {
  const dist = join(box.dir, 'package', 'dist');
  cpSync(dirname(BIN), dist, { recursive: true });
  tamper(join(dist, CODE_CACHE));
  const watch = join(box.dir, 'watch.cjs');
  writeFileSync(watch, WATCH);
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', watch, join(dist, 'bin.cjs'), 'list', '--json'],
    { cwd: box.repo('work'), env: box.env, encoding: 'utf8' },
  );
  return { stdout, used: stderr };
}

test('the build keeps the code of the chunks, and a run takes it', () => {
  expect(readdirSync(dirname(BIN))).toContain(CODE_CACHE);
  const { stdout, used } = run(sandbox(), () => {});
  const [, taken, all] = /^(\d+) of (\d+)$/.exec(used) ?? [];
  expect(Number(taken)).toBeGreaterThan(3);
  expect(taken).toBe(all);
  expect(JSON.parse(stdout)).toMatchObject({ schema: 'canon.list/1' });
});

const TAMPERED: readonly (readonly [what: string, tamper: (cache: string) => void])[] = [
  ['is missing', (cache) => rmSync(cache)],
  ['is empty', (cache) => truncateSync(cache, 0)],
  ['ends in its list', (cache) => truncateSync(cache, 100)],
  ['ends before its code', (cache) => truncateSync(cache, 6000)],
  ['is of something else', (cache) => writeFileSync(cache, 'not a cache at all')],
  ['is of another version', (cache) => writeFileSync(cache, otherVersion(cache))],
];

test.each(TAMPERED)('a run does without where the kept code %s', (_what, tamper) => {
  const { stdout, used } = run(sandbox(), tamper);
  expect(used).toMatch(/^0 of \d+$/);
  expect(JSON.parse(stdout)).toMatchObject({ schema: 'canon.list/1' });
});

/** The cache with every chunk's code as another V8 would have marked it: its own number stands first. */
function otherVersion(cache: string): Buffer {
  const bytes = readFileSync(cache);
  const start = 4 + bytes.readUInt32LE();
  const places = JSON.parse(bytes.toString('utf8', 4, start)) as CodePlaces;
  for (const [offset] of Object.values(places)) bytes.writeUInt32LE(0x0badc0de, start + offset + 4);
  return bytes;
}

// Measures canon as people wait for it: whole processes, from spawn to exit, as multiples of `node -e 0`.
// Runs of all cases take turns, so that a busy moment of the machine falls on all of them alike; what
// counts is the ratio of medians.
//
//   npm run bench -- [--only resume,version] [--runs 15] [--keep] [--no-memory]
//
// A case is a file in bench/cases/; see bench/README.md for its shape.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { NOW, generate } from './generate.mjs';
import { peakMegabytes, timeOnce } from './measure.mjs';
import { table } from './table.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const bin = join(here, '..', 'dist', 'bin.cjs');

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    runs: { type: 'string', default: '15' },
    keep: { type: 'boolean', default: false },
    'no-memory': { type: 'boolean', default: false },
  },
});

const dir = mkdtempSync(join(tmpdir(), 'canon-bench-'));
try {
  process.exitCode = (await main()) ? 0 : 1;
} finally {
  if (options.keep) console.log(`kept: ${dir}`);
  else rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
}

async function main() {
  const context = makeContext();
  const cases = await loadCases(context);
  const baseline = { name: 'node -e 0', command: process.execPath, args: ['-e', '0'], cwd: dir };
  const rounds = Math.max(3, Number(options.runs) || 15);
  const ready = [];
  for (const one of cases) {
    note(`preparing ${one.name}`);
    const run = await prepared(one);
    ready.push({ ...one, ...run, times: [] });
  }
  baseline.times = [];
  const able = ready.filter((one) => one.skip === undefined);
  for (let round = 0; round < rounds; round += 1) {
    note(`round ${round + 1} of ${rounds}`);
    for (const one of able) {
      // The baseline between all others: the machine is never quite the same for long.
      baseline.times.push(timeOnce(baseline, context.env));
      // Long cases need fewer rounds: they are their own average.
      if (one.rounds !== undefined && round >= one.rounds) continue;
      await one.before?.();
      one.times.push((await time(one, context.env)) / (one.count ?? 1));
    }
    // Very short ones are run more often, in turns as well, and each time in another order: what ran before
    // has left the caches of the processor as it needed them, which is a good part of a millisecond.
    for (let again = 1; able.some(({ repeat = 1 }) => again < repeat); again += 1) {
      for (const one of shuffled(able)) {
        if (again >= (one.repeat ?? 1) || round >= (one.rounds ?? Infinity)) continue;
        await one.before?.();
        one.times.push((await time(one, context.env)) / (one.count ?? 1));
      }
    }
  }
  for (const one of able) {
    if (options['no-memory'] || one.memory === false || one.measure) continue;
    note(`memory of ${one.name}`);
    await one.before?.();
    one.peak = await peakMegabytes(one, context.env);
  }
  for (const one of able) {
    const fault = await one.check?.();
    if (fault) one.skip = fault;
    await one.close?.();
  }
  note('');
  const { text, ok } = table(baseline, ready);
  console.log(text);
  return ok;
}

async function time(one, env) {
  return one.measure ? await one.measure() : timeOnce(one, env);
}

function shuffled(list) {
  const keyed = list.map((one) => [Math.random(), one]);
  return keyed.sort(([a], [b]) => a - b).map(([, one]) => one);
}

async function prepared(one) {
  try {
    return (await one.prepare?.()) ?? {};
  } catch (error) {
    return { skip: error instanceof Error ? error.message.split('\n')[0] : String(error) };
  }
}

async function loadCases(context) {
  const only = options.only?.split(',');
  const files = readdirSync(join(here, 'cases')).filter((name) => name.endsWith('.mjs'));
  const cases = [];
  for (const name of files.sort()) {
    if (only && !only.includes(name.slice(0, -'.mjs'.length))) continue;
    const { cases: make } = await import(new URL(`cases/${name}`, import.meta.url).href);
    cases.push(...make(context));
  }
  return cases;
}

/** What a case is given: where it may write, the command, and repositories to work in. */
function makeContext() {
  const home = join(dir, 'home');
  mkdirSync(home);
  writeFileSync(
    join(home, '.gitconfig'),
    '[user]\n\tname = Roman\n\temail = roman@example.com\n[init]\n\tdefaultBranch = main\n',
  );
  // NODE_EXTRA_CA_CERTS alone triples Node's start; nothing of the user's set-up is part of the measure.
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    USERPROFILE: home,
    SYSTEMROOT: process.env.SYSTEMROOT,
    TZ: 'Europe/Berlin',
    LC_ALL: 'C.UTF-8',
    CANON_NOW: NOW,
    GIT_CONFIG_NOSYSTEM: '1',
  };
  const repositories = new Map();
  return {
    dir,
    env,
    bin,
    node: process.execPath,
    /** A generated repository; the same one for the same arguments. `use` sets those that are written to apart. */
    repository(sessions, layout = 'flat', use = 'read') {
      const name = `${use}-${layout}-${sessions}`;
      if (!repositories.has(name)) {
        const path = join(dir, name);
        generate(path, { sessions, layout });
        // As in any repository somebody works in: the index knows the files' times.
        timeOnce({ command: 'git', args: ['status', '--short'], cwd: path }, env);
        repositories.set(name, path);
      }
      return repositories.get(name);
    },
    /** A command line of canon. */
    canon: (cwd, ...args) => ({ command: process.execPath, args: [bin, ...args], cwd }),
    /** Local state of canon is gone: the first run in a clone. */
    forget(repository) {
      rmSync(join(repository, '.git', 'canon'), { recursive: true, force: true });
    },
  };
}

function note(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`);
}

import { spawn } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { NOW, place, type Place } from '../import/command/kit.ts';
import { BIN } from '../support/built.ts';
import { hasTerminal } from '../support/claude-terminal.ts';
import { until } from '../support/quiet.ts';

// An import at a real terminal: whom it asks about, and when it asks nobody.

const HERE = hasTerminal();
if (!HERE) console.warn('SKIPPED: no `script` of util-linux here that could give a program a terminal');

const QUESTION = 'Anna has written 5 of these';

/** Five handoffs of somebody who is no operator. */
function notes(): Place {
  const here = place();
  for (let n = 1; n <= 5; n += 1)
    here.write(
      `notes/HANDOFF-${n}.md`,
      `# Part ${n}\n\n**Date:** 2026-05-1${n}\n**Author:** Anna\n\nText.\n`,
    );
  here.commit('Notes');
  return here;
}

interface Ended {
  readonly code: number | null;
  readonly shown: string;
}

/** Runs the command at a terminal, and presses keys when it asks. */
async function atTerminal({ box, root }: Place, args: string, keys: string): Promise<Ended> {
  const command = `stty cols 100 rows 40; exec '${process.execPath}' '${BIN}' import handoffs notes ${args}`;
  const child = spawn('script', ['-qfec', command, '/dev/null'], {
    cwd: root,
    env: { ...box.env, SHELL: '/bin/sh', TERM: 'xterm', CANON_NOW: NOW },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let shown = '';
  let code: number | null | undefined;
  child.stdout.on('data', (part: Buffer) => (shown += part.toString()));
  child.on('close', (status) => (code = status));
  await until('it asks, or ends', () => shown.includes('nobody of these') || code !== undefined);
  if (code === undefined) child.stdin.write(keys);
  await until('it ends', () => code !== undefined);
  return { code: code ?? null, shown };
}

const operators = ({ git }: Place): string[] => [
  ...new Set(git('grep', '-h', '^operator:', 'HEAD', '--', 'docs/sessions').split('\n')),
];

test.skipIf(!HERE)('a person is asked whose things are, and the answer counts', async () => {
  const here = notes();
  const { code, shown } = await atTerminal(here, '', '\r');
  expect([code, shown.includes(QUESTION)]).toEqual([0, true]);
  expect(operators(here)).toEqual(['operator: roman']);
  expect(here.git('status', '--porcelain')).toBe('');
});

test.skipIf(!HERE)('a question that is cancelled leaves everything as it was', async () => {
  const here = notes();
  const head = here.git('rev-parse', 'HEAD');
  const { code, shown } = await atTerminal(here, '', '\u0003');
  expect(code).toBe(2);
  expect(shown).toContain('Nothing was changed.');
  expect([here.git('rev-parse', 'HEAD'), here.git('status', '--porcelain')]).toEqual([head, '']);
});

test.skipIf(!HERE).each(['--dry-run', '--json', '--map map.yaml'])(
  'nobody is asked with %s',
  async (option) => {
    const here = notes();
    here.write('map.yaml', 'authors:\n  Anna: sergei\n');
    const { code, shown } = await atTerminal(here, option, '\u0003');
    expect([code, shown.includes(QUESTION)]).toEqual([0, false]);
  },
);

test('nobody is asked where there is no terminal', async () => {
  const here = notes();
  const { code, stdout } = await here.box.built(here.root, ['import', 'handoffs', 'notes']);
  expect([code, stdout.includes('5 of nobody known')]).toEqual([0, true]);
  expect(operators(here)).toEqual(['operator: unknown']);
});

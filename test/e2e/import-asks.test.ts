import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasTerminal } from '../support/claude-terminal.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';
import { type AtTerminal, atTerminal } from '../support/terminal.ts';

// Whose many handoffs are is asked at a terminal, and nowhere else.

const can = hasTerminal();
if (!can) console.warn('import-asks: skipped, there is no `script` of util-linux to give a terminal');

const UP = '\u001B[A';

/** A repository of Roman and Sergei, and beside it six handoffs each of Anna and Boris, who are no operators. */
function asked(): {
  box: Sandbox;
  repo: string;
  start: (...more: string[]) => AtTerminal;
  write: (name: string, more?: string) => void;
} {
  const box = sandbox();
  const repo = box.repo('offplan');
  const people = ['roman: { initials: RT, name: Roman }', 'sergei: { initials: SK, name: Sergei }'];
  box.write(join(repo, '.canon/operators.yaml'), `${people.join('\n')}\n`);
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'People');
  const old = join(box.dir, 'old');
  const write = (name: string, more = ''): void => {
    for (let i = 1; i <= 6; i += 1)
      box.write(
        join(old, `handoff-${name}-${i}.md`),
        `# ${name} ${i}\n**Date:** 2024-03-0${i}\n**Author:** ${name}\n\n## Completed\n- thing ${i}${more}\n`,
      );
  };
  write('Anna');
  write('Boris');
  return {
    box,
    repo,
    write,
    start: (...more) => atTerminal(box, repo, ['import', 'handoffs', old, ...more]),
  };
}

test.skipIf(!can)(
  'answers say whose they are, Enter alone says nobody’s, and both hold when the source grows',
  async () => {
    const { box, repo, start, write } = asked();
    const at = start();
    await at.shown('Anna has written 6 of these');
    at.press('\r');
    await at.shown('Boris has written 6 of these');
    at.press(`${UP}\r`);
    expect(await at.ended()).toMatchObject({ code: 0 });
    const ids = readdirSync(join(repo, 'docs/sessions')).filter((name) => name !== 'INDEX.md');
    expect(ids.filter((name) => name.startsWith('XX-'))).toHaveLength(6);
    expect(ids.filter((name) => name.startsWith('SK-'))).toHaveLength(6);
    write('Anna', ', and more');
    write('Boris', ', and more');
    const again = await start().ended();
    expect(again.code).toBe(0);
    expect(again.drawn).toContain('Updated 12 sessions');
    expect(again.drawn).not.toContain('nobody known');
    expect(box.read(join(repo, 'docs/sessions/SK-240301-01.md'))).toContain('operator: sergei\n');
  },
);

test.skipIf(!can).each([
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
  ['Escape', '\u001B'],
])('%s at a question leaves everything as it was, and says so', async (_, key) => {
  const { box, repo, start } = asked();
  const at = start();
  await at.shown('Anna has written 6 of these');
  at.press('\r');
  await at.shown('Boris has written 6 of these');
  at.press(key);
  const { code, drawn } = await at.ended();
  expect(code).toBe(2);
  expect(drawn).toContain('Nothing was changed. (E_IMPORT_STOPPED)');
  expect(box.git(repo, 'status', '--short')).toBe('');
  expect(box.git(repo, 'log', '--format=%s')).toBe('People\nStart');
});

test.skipIf(!can).each([
  ['a dry run', ['--dry-run']],
  ['--json', ['--json']],
  ['a map that knows them', ['--map', 'map.yaml']],
])('nobody is asked with %s', async (_, more) => {
  const { box, repo, start } = asked();
  box.write(join(repo, 'map.yaml'), 'authors: { Anna: sergei, Boris: unknown }\n');
  const { code, drawn } = await start(...more).ended();
  expect([code, drawn.includes('has written 6 of these')]).toEqual([0, false]);
});

test('nobody is asked where there is no terminal', async () => {
  const { box, repo } = asked();
  const { code, stdout } = await box.built(repo, ['import', 'handoffs', join(box.dir, 'old')]);
  expect([code, stdout.includes('12 of nobody known')]).toEqual([0, true]);
});

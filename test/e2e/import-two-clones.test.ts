import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DRIVER_COMMAND } from '../../src/cli/merge/driver-command.ts';
import { BIN } from '../support/built.ts';
import { at, type Place, place } from '../import/command/kit.ts';

test('two clones that import the same, each by itself, merge without a conflict and import nothing again', async () => {
  const here = place();
  here.write('.gitattributes', '**/*.md merge=canon\n.canon/imports/*.json merge=canon\n');
  here.write('notes/HANDOFF.md', '# Letters\n\n**Date:** 2026-05-11\n\n## Summary\n\nSent.\n');
  here.write('docs/sessions/CONV-10.md', '# CONV-10 — Of old\n\n## Summary\n\nDone.\n');
  here.commit('Notes');
  const there = join(here.root, '../there');
  here.box.git(here.root, 'clone', '-q', here.root, there);
  here.box.env['CANON_BIN'] = BIN;
  const other = at(here.box, there);
  other.git('config', 'merge.canon.driver', DRIVER_COMMAND);
  for (const [where, now] of [
    [here.root, '2026-06-01T09:00:00+02:00'],
    [there, '2026-06-01T09:00:05+02:00'],
  ] as const)
    for (const args of [['handoffs', 'notes'], ['legacy']])
      expect((await here.box.canon(where, ['import', ...args], { env: { CANON_NOW: now } })).code).toBe(0);
  other.git('pull', '-q', '--no-rebase', '--no-edit');
  expect(other.git('diff', '--name-only', 'origin/main').trim().split('\n')).toEqual([
    '.canon/imports/handoffs-notes.json',
    '.canon/imports/legacy-docs-sessions.json',
  ]);
  for (const args of [['handoffs', 'notes'], ['legacy']]) {
    const again = await other.json(...args);
    expect([again.code, again.data.commit]).toEqual([0, null]);
    expect(again.data.items.filter(({ action }) => action !== 'same')).toEqual([]);
    expect((await other.json(...args, '--verify')).code).toBe(0);
  }
  // Nobody has edited any of them: all go.
  expect((await other.json('handoffs', '--undo')).code).toBe(0);
});

test('two sessions of one operator and day that two clones imported under one id are both kept', async () => {
  const here = place();
  const note = (what: string): string =>
    `# A handoff\n\n**Date:** 2026-05-11\n**Author:** Sergei\n\n## Summary\n\n${what}\n`;
  here.write('x/HANDOFF.md', note('Letters.'));
  here.write('y/HANDOFF.md', note('Prices.'));
  here.commit('Notes');
  const there = join(here.root, '../there');
  here.box.git(here.root, 'clone', '-q', here.root, there);
  const other = at(here.box, there);
  expect((await here.json('handoffs', 'x')).code).toBe(0);
  expect((await other.json('handoffs', 'y')).code).toBe(0);
  expect(() => other.git('pull', '-q', '--no-rebase', '--no-edit')).toThrow('pull');
  const check = await here.box.canon(there, ['renumber', 'SK-260511-01']);
  expect([check.code, check.stderr]).toEqual([0, '']);
  const texts = ['01', '02'].map((number) => other.read(`docs/sessions/SK-260511-${number}.md`));
  expect(texts.map((text) => /Letters|Prices/.exec(text)?.[0]).toSorted()).toEqual(['Letters', 'Prices']);
});

test('what another branch has imported gets the ids that it has there', async () => {
  const here = place();
  here.write('.gitattributes', '**/*.md merge=canon\n.canon/imports/*.json merge=canon\n');
  here.write('notes/HANDOFF.md', '# Letters\n\n**Date:** 2026-05-11\n\n## Summary\n\nSent.\n');
  here.write('notes/misc.md', '# Soup\n\nHot.\n');
  here.commit('Notes');
  here.git('config', 'merge.canon.driver', DRIVER_COMMAND);
  here.box.env['CANON_BIN'] = BIN;
  here.git('switch', '-qc', 'topic');
  const records = ({ data }: Awaited<ReturnType<typeof here.json>>): string[] =>
    data.items.map(({ record }) => record).toSorted();
  const there = records(await here.json('handoffs', 'notes'));
  expect(there).toEqual(['learning:soup', 'session:RT-260511-01']);
  here.git('switch', '-q', 'main');
  here.write('notes/HANDOFF-2.md', '# A handoff\n\n**Date:** 2026-05-11\n\n## Summary\n\nMore.\n');
  here.commit('More');
  expect(records(await here.json('handoffs', 'notes'))).toEqual([...there, 'session:RT-260511-02']);
  here.git('merge', '-q', '--no-edit', 'topic');
  expect((await here.json('handoffs', 'notes')).data.commit).toBeNull();
  expect((await here.json('handoffs', 'notes', '--verify')).code).toBe(0);
});

const note = (what: string): string => `# A handoff\n\n**Date:** 2026-05-11\n\n## Summary\n\n${what}\n`;

interface Clones {
  readonly here: Place;
  readonly there: Place;
  /** The one that pulls from the other. */
  readonly pulls: Place;
  readonly canon: (...args: string[]) => Promise<{ code: number; text: string }>;
  /** What `check` finds in the one that pulls, but for notes. */
  readonly found: () => Promise<string[]>;
  readonly pull: () => 'clean' | 'conflicts';
  /** Commits all of it there. */
  readonly save: () => void;
  /** Imports a folder outside of both, in one of them. */
  readonly imports: (where: Place, ...args: string[]) => Promise<unknown>;
}

function clones(driver: boolean, way: 'here' | 'there'): Clones {
  const here = place();
  here.write('.gitattributes', '**/*.md merge=canon\n.canon/imports/*.json merge=canon\n');
  here.commit('Begin');
  const root = join(here.root, '../there');
  here.box.git(here.root, 'clone', '-q', here.root, root);
  here.box.env['CANON_BIN'] = BIN;
  const there = at(here.box, root);
  here.git('remote', 'add', 'origin', root);
  if (driver) for (const one of [here, there]) one.git('config', 'merge.canon.driver', DRIVER_COMMAND);
  const pulls = way === 'here' ? here : there;
  const env = { CANON_NOW: '2026-06-01T10:00:00+02:00' };
  const canon: Clones['canon'] = async (...args) => {
    const { code, stdout, stderr } = await here.box.canon(pulls.root, args, { env });
    return { code, text: stdout + stderr };
  };
  return {
    here,
    there,
    pulls,
    canon,
    async found() {
      const { stdout } = await here.box.canon(pulls.root, ['check', '--json'], { env });
      const { data } = JSON.parse(stdout) as { data: { findings: { code: string; severity: string }[] } };
      return data.findings.filter(({ severity }) => severity !== 'info').map(({ code }) => code);
    },
    pull() {
      try {
        pulls.git('pull', '-q', '--no-rebase', '--no-edit', 'origin', 'main');
        return 'clean';
      } catch {
        return 'conflicts';
      }
    },
    save() {
      pulls.git('add', '-A');
      pulls.git('commit', '-q', '--allow-empty', '-m', 'Save');
    },
    imports: (where, ...args) =>
      here.box.canon(where.root, ['import', 'handoffs', ...args], {
        env: { CANON_NOW: where === here ? '2026-06-01T09:00:00+02:00' : '2026-06-01T09:00:05+02:00' },
      }),
  };
}

describe.each([
  ['with the driver', true, 'there'],
  ['with the driver, the other way', true, 'here'],
  ['without the driver', false, 'there'],
  ['without the driver, the other way', false, 'here'],
] as const)('%s', (_name, driver, way) => {
  test('the same files', async () => {
    const { here, there, canon, found, pull, save, imports } = clones(driver, way);
    const notes = join(here.root, '../notes');
    here.box.write(join(notes, 'HANDOFF.md'), note('Letters: [soup](soup.md).'));
    here.box.write(join(notes, 'soup.md'), '# Soup\n\nHot.\n');
    for (const one of [here, there]) await imports(one, notes, '--operator', 'roman');
    expect(pull()).toBe(driver ? 'clean' : 'conflicts');
    expect((await found()).includes('broken-report')).toBe(!driver);
    expect(await canon('index')).toMatchObject({ code: 0 });
    save();
    expect(await found()).toEqual([]);
    expect((await canon('import', 'handoffs', notes)).text).toContain('Nothing new');
    expect(await canon('import', 'handoffs', notes, '--verify')).toMatchObject({ code: 0 });
    expect((await canon('import', 'handoffs', '--undo')).text).toContain('2 removed');
  });

  test('other files of one source, under one id', async () => {
    const { here, there, pulls, canon, found, pull, save, imports } = clones(driver, way);
    for (const [where, name] of [
      [here, 'a'],
      [there, 'b'],
    ] as const) {
      where.write(`notes/HANDOFF-${name}.md`, note(`Letters ${name}.`));
      where.write(`notes/${name}.md`, `# Soup ${name}\n\nSee [it](HANDOFF-${name}.md).\n`);
      where.commit('Notes');
      await imports(where, 'notes');
    }
    expect(pull()).toBe('conflicts');
    // In whatever order.
    for (const args of driver
      ? [['renumber', 'RT-260511-01'], ['index']]
      : [['index'], ['renumber', 'RT-260511-01'], ['index']])
      expect(await canon(...args)).toMatchObject({ code: 0 });
    save();
    await canon('index');
    save();
    expect(await found()).toEqual([]);
    expect((await canon('import', 'handoffs', 'notes')).text).toContain('Nothing new');
    const verified = await canon('import', 'handoffs', 'notes', '--verify');
    expect([verified.code, verified.text]).toEqual([0, expect.stringContaining('nothing lost of 4')]);
    // All of them grow, and are their import's own: the one with another id, and the one that links to it.
    for (const name of ['a', 'b']) {
      pulls.write(`notes/HANDOFF-${name}.md`, note(`Letters ${name}, and more.`));
      pulls.write(`notes/${name}.md`, `# Soup ${name}\n\nSee [it](HANDOFF-${name}.md), hot.\n`);
    }
    save();
    expect((await canon('import', 'handoffs', '--undo', '--dry-run')).text).toContain('4 removed');
    expect((await canon('import', 'handoffs', 'notes')).text).toContain('Updated 2 sessions, 2 learnings');
    expect(await found()).toEqual([]);
    const [one, two] = ['01', '02'].map((number) => pulls.read(`docs/sessions/RT-260511-${number}.md`));
    expect(one).toContain('Letters a, and more.');
    expect(two).toContain('Letters b, and more.');
    expect(two).toContain('aliases: [RT-260511-01]');
    expect((await canon('import', 'handoffs', 'notes')).text).toContain('Nothing new');
    expect((await canon('import', 'handoffs', '--undo')).text).toContain('4 removed');
  });

  test('one file for two operators: both records are there, and somebody says which one stays', async () => {
    const { here, there, pulls, canon, found, pull, save, imports } = clones(driver, way);
    const notes = join(here.root, '../notes');
    here.box.write(join(notes, 'HANDOFF.md'), note('Letters.'));
    await imports(here, notes, '--operator', 'roman');
    await imports(there, notes, '--operator', 'sergei');
    expect(pull()).toBe(driver ? 'clean' : 'conflicts');
    await canon('index');
    save();
    expect(await found()).toEqual(['imported-twice']);
    expect((await canon('import', 'handoffs', notes)).text).toContain('Nothing new');
    expect(await canon('import', 'handoffs', notes, '--verify')).toMatchObject({ code: 0 });
    expect((await canon('import', 'handoffs', '--undo', '--dry-run')).text).toContain('2 removed');
    // Either of them may go.
    pulls.git('rm', '-q', `docs/sessions/${way === 'here' ? 'RT' : 'SK'}-260511-01.md`);
    await canon('index');
    save();
    expect(await found()).toEqual([]);
    here.box.write(join(notes, 'HANDOFF.md'), note('Letters, and more.'));
    expect((await canon('import', 'handoffs', notes)).text).toContain('Updated 1 session');
    expect((await canon('import', 'handoffs', '--undo')).text).toContain('1 removed');
  });

  test('one file, before and after it grew', async () => {
    const { here, there, pulls, canon, found, pull, save, imports } = clones(driver, way);
    const notes = join(here.root, '../notes');
    here.box.write(join(notes, 'HANDOFF.md'), note('Letters.'));
    await imports(here, notes, '--operator', 'roman');
    here.box.write(join(notes, 'HANDOFF.md'), note('Letters, and more.'));
    await imports(there, notes, '--operator', 'roman');
    expect(pull()).toBe('conflicts');
    const side = driver ? 'ours' : 'theirs';
    pulls.git('checkout', `--${side}`, 'docs/sessions/RT-260511-01.md');
    expect(await canon('index')).toMatchObject({ code: 0 });
    save();
    expect(await found()).toEqual([]);
    const isOld = (side === 'ours') === (way === 'here');
    const again = await canon('import', 'handoffs', notes, '--operator', 'roman');
    expect(again.text).toContain(isOld ? 'Updated 1 session' : 'Nothing new');
    expect(pulls.read('docs/sessions/RT-260511-01.md')).toContain('Letters, and more.');
    expect(await canon('import', 'handoffs', notes, '--verify')).toMatchObject({ code: 0 });
    expect((await canon('import', 'handoffs', '--undo')).text).toContain('1 removed');
  });
});

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DRIVER_COMMAND } from '../../src/cli/merge/driver-command.ts';
import { BIN } from '../support/built.ts';
import { at, place } from '../import/command/kit.ts';

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

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place } from './kit.ts';

const NOTE = (more: string): string =>
  `# A handoff\n\n**Date:** 2026-05-11\n**Author:** Sergei\n\n## Summary\n\n${more}\n`;
const RECORD = 'docs/sessions/SK-260511-01.md';

test('a source that grows: brought up to date, in conflict with what was edited, never made again', async () => {
  const here = place();
  // Somebody else's, under the id that would be the next.
  here.write(RECORD, 'Mine, and no record.\n');
  here.write('notes/HANDOFF.md', NOTE('One.'));
  here.commit('Notes');
  const first = await here.json('handoffs', 'notes');
  expect([first.code, first.data.items.map(({ record }) => record)]).toEqual([0, ['session:SK-260511-02']]);
  expect(here.read(RECORD)).toBe('Mine, and no record.\n');
  const made = 'docs/sessions/SK-260511-02.md';
  expect(here.read(made)).toContain('One.');

  here.write('notes/HANDOFF.md', NOTE('One, and two.'));
  const grown = await here.json('handoffs', 'notes');
  expect(grown.data.items.map(({ action, record }) => [action, record])).toEqual([
    ['update', 'session:SK-260511-02'],
  ]);
  expect(here.read(made)).toContain('One, and two.');
  expect(here.git('status', '--porcelain')).toBe(' M notes/HANDOFF.md');

  here.write(made, `${here.read(made)}\nMine.\n`);
  here.write('notes/HANDOFF.md', NOTE('One, two and three.'));
  const { code, data, diagnostics } = await here.json('handoffs', 'notes');
  expect([code, data.commit, data.items[0]?.action]).toEqual([1, null, 'conflict']);
  expect(diagnostics[0]).toMatchObject({ code: 'import-conflict', path: made });
  expect(diagnostics[0]?.message).toContain('three');
  expect(here.read(made)).toContain('Mine.');

  rmSync(join(here.root, made));
  here.commit('Delete it');
  const gone = await here.json('handoffs', 'notes');
  expect([gone.code, gone.data.commit, gone.data.items[0]?.action]).toEqual([0, null, 'skip']);
});

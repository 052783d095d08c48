import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { place, type Place } from './kit.ts';

// What a branch of somebody hostile may have put into files that are committed, and what an import makes of it.

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const MINE = `---
title: By hand
operator: roman
kind: session
id: RT-260511-01
status: completed
created: 2026-05-11T09:00:00+02:00
---
# RT-260511-01 — By hand

## Next Action

Mine.
`;
const HANDS = 'docs/sessions/RT-260511-01.md';

/** A report that calls somebody's own record what an import made. */
function claim(here: Place, id: string, more: object = {}): void {
  const item = {
    id,
    path: id,
    hash: sha256('another source'),
    record: 'session:RT-260511-01',
    file: HANDS,
    result: sha256(MINE),
    ...more,
  };
  const report = {
    format: 1,
    source: 'handoffs',
    name: 'notes',
    at: '2026-05-12T09:00:00+02:00',
    items: [item],
    assets: [],
    passed: 0,
  };
  here.write('.canon/imports/handoffs-notes.json', JSON.stringify(report));
  here.write(HANDS, MINE);
  here.commit('Claim it');
}

test('--undo removes no record that does not say itself that it was imported', async () => {
  const here = place();
  claim(here, 'notes/HANDOFF.md');
  const { code, diagnostics } = await here.json('handoffs', '--undo');
  expect([code, diagnostics.map((one) => [one.code, one.path])]).toEqual([1, [['import-undo-kept', HANDS]]]);
  expect(here.read(HANDS)).toBe(MINE);
});

test('nor puts another text in its place', async () => {
  const here = place();
  here.write('other.md', 'Something else.\n');
  here.commit();
  const blob = here.git('rev-parse', 'HEAD:other.md').trim();
  claim(here, 'notes/HANDOFF.md', { in_place: true, blob });
  expect((await here.json('handoffs', '--undo')).code).toBe(1);
  expect(here.read(HANDS)).toBe(MINE);
});

test('an import brings no record up to date that does not say that it came of it', async () => {
  const here = place();
  here.write('notes/HANDOFF.md', '# Theirs\n\n## Next Action\n\nTheirs.\n');
  claim(here, 'notes/HANDOFF.md');
  const { code, data } = await here.json('handoffs', 'notes');
  expect([code, data.commit, data.items.map(({ action }) => action)]).toEqual([1, null, ['conflict']]);
  expect(here.read(HANDS)).toBe(MINE);
});

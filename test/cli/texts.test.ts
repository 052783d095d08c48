import fc from 'fast-check';
import { expect, test } from 'vitest';
import { handoffText } from '../../src/cli/output/handoff.ts';
import { makeLook } from '../../src/cli/output/look.ts';
import { cutInside, table } from '../../src/cli/output/table.ts';
import type { HandoffResult } from '../../src/handoff/request.ts';
import { cells } from '../../src/text/width.ts';

const look = makeLook(false);

test('of names that begin alike the end can be read', () => {
  const name = (tool: string): string => `mcp__plugin_notion_workspace_notion__${tool}`;
  const values = [name('notion-create-pages'), name('notion-update-page'), 'Bash'];
  const lines = table(
    [
      { values, max: 80, flexible: true, cut: 'middle' },
      { values: ['1', '2', '3'], max: 3 },
    ],
    34,
  );
  expect(lines).toEqual([
    'mcp__plugin_not…on-create-pages  1',
    'mcp__plugin_not…ion-update-page  2',
    'Bash                             3',
  ]);
});

test('cut in the middle, a text has the width that it is given, and begins and ends as it did', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 40 }), (text, width) => {
      const cut = cutInside(text, width);
      expect(cells(cut)).toBeLessThanOrEqual(Math.max(width, 0));
      const [head = '', ...rest] = cut.split('…');
      const kept = text.startsWith(head) && text.endsWith(rest.at(-1) ?? '');
      expect(cells(text) <= width ? cut === text : kept).toBe(true);
    }),
  );
});

test('a handoff counts on lines that begin with a name, its number beside it', () => {
  const names = Array.from({ length: 9 }, (_, at) => `mcp__notion_offplan_${'x'.repeat(at)}`);
  const invariants = Object.fromEntries(
    names.map((name, at) => [name, { count: 100 + at, max: 0, ok: false, mode: 'warn' as const }]),
  );
  const result = {
    id: 'RT-260511-01',
    path: 'docs/sessions/RT-260511-01.md',
    title: 'A session',
    who: { slug: 'roman' },
    commit: null,
    commits: 0,
    push: { pushed: false },
    telemetry: { telemetry: 'complete', tool_calls: 25, tool_failures: 1 },
    invariants,
    waiting: [],
    leftAlone: [],
    diagnostics: [],
    exit: 0,
  } as unknown as HandoffResult;
  const lines = handoffText(result, { bySlug: () => undefined }, look).split('\n');
  const from = lines.findIndex((line) => line.includes('25 calls'));
  const counted = lines.slice(from);
  expect(counted.length).toBeGreaterThan(2);
  for (const line of counted) expect(cells(line)).toBeLessThanOrEqual(look.width);
  const items = counted.flatMap((line) => line.trim().split(' · '));
  expect(items).toEqual([
    '25 calls, 1 failed (all of the transcript)',
    ...names.map((name, at) => `${name} ${100 + at}`),
  ]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFrontmatter } from '../../src/record/frontmatter.ts';
import { freeSlug } from '../../src/record/free-slug.ts';
import { isSlug } from '../../src/record/ids.ts';
import { misplacedKey } from '../../src/record/key-order.ts';
import { rebaseLinks } from '../../src/record/rebase-links.ts';
import { isEmptyText, SECTIONS } from '../../src/record/sections.ts';
import { fromTemplate, type NewKind } from '../../src/record/template.ts';
import { validate } from '../../src/record/validate.ts';
import { readBody } from '../../src/work/document.ts';
import { toRowFully } from '../../src/work/to-row.ts';

const KINDS: readonly NewKind[] = ['plan', 'workstream', 'adr', 'learning'];

test.each(KINDS)('a new %s is valid, and its guidance is no content', async (kind) => {
  const title = 'Отправитель: "почта" # 1';
  const text = fromTemplate(kind, { id: 'x', title, date: '2026-05-11', owner: 'roman', priority: 'P1' });
  const data = parseFrontmatter(text, kind)?.data ?? {};
  expect(validate(kind, data)).toEqual([]);
  expect(misplacedKey(kind, Object.keys(data))).toBeUndefined();
  const body = await readBody(kind, text.slice(text.indexOf('\n---\n') + 5));
  expect(body.sections.map(({ key }) => key)).toEqual(
    SECTIONS[kind].filter((heading) => heading !== 'Session Log'),
  );
  expect(body.sections.every(({ text: said }) => isEmptyText(said))).toBe(true);
  const row = await toRowFully('x.md', kind, text);
  expect(row).toMatchObject({ title, ...(kind === 'workstream' ? { progress: { done: 0, total: 0 } } : {}) });
  expect(row.questions).toBeUndefined();
});

test('material stands below the guidance of its section', async () => {
  const material = new Map([['What', 'Locks are of inodes.\n']]);
  const text = fromTemplate('learning', {
    id: 'x',
    title: 'X',
    date: '2026-05-11',
    source: 'RT-260511-01',
    material,
  });
  expect(text).toContain('source: RT-260511-01\nkind: learning');
  expect(text).toMatch(/## What\n\n<!-- .* -->\n\nLocks are of inodes\.\n\n## Why It Matters/);
});

test('a taken name gets the next number, and is never too long for a slug', () => {
  expect(freeSlug('locks', () => false)).toBe('locks');
  expect(freeSlug('locks', (name) => ['locks', 'locks-2'].includes(name))).toBe('locks-3');
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,9}$/), fc.nat(120), (long, taken) => {
      const slug = long.slice(0, 64).replace(/-+$/, '');
      const seen = new Set<string>();
      const free = freeSlug(slug, (name) => seen.size < taken && seen.add(name).size > 0);
      expect(isSlug(free)).toBe(true);
      expect(seen.has(free)).toBe(false);
    }),
  );
});

const LINKS: readonly (readonly [written: string, moved: string])[] = [
  ['[a](RT-260511-01.md)', '[a](../sessions/RT-260511-01.md)'],
  ['[a](../learnings/locks.md#how)', '[a](locks.md#how)'],
  ['[a](<a b.md> "title")', '[a](../sessions/a%20b.md "title")'],
  ['[a]\n\n[a]: ../../plans/x.md', '[a]\n\n[a]: ../../plans/x.md'],
  ['[a](https://example.com/x.md) [b](/plans/x.md)', '[a](https://example.com/x.md) [b](/plans/x.md)'],
  ['[a](#part)', '[a](../sessions/S.md#part)'],
  ['`[a](b.md)` [плохо](путь.md)', '`[a](b.md)` [плохо](../sessions/%D0%BF%D1%83%D1%82%D1%8C.md)'],
  ['no link', 'no link'],
];

test.each(LINKS)('%s leads where it led from another folder', async (written, moved) => {
  expect(await rebaseLinks(written, 'docs/sessions/S.md', 'docs/learnings/l.md')).toBe(moved);
});

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { composeHeading } from '../../src/record/compose.ts';
import { parseFrontmatter } from '../../src/record/frontmatter.ts';
import { isSessionId } from '../../src/record/ids.ts';
import { misplacedKey } from '../../src/record/key-order.ts';
import type { Kind } from '../../src/record/kinds.ts';
import { linkTarget } from '../../src/record/link-target.ts';
import { markdownLinks } from '../../src/record/markdown-links.ts';
import { validate } from '../../src/record/validate.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/offplan', import.meta.url));

const FOLDERS: readonly (readonly [string, Kind])[] = [
  ['docs/sessions', 'session'],
  ['workstreams', 'workstream'],
  ['plans', 'plan'],
  ['docs/decisions', 'adr'],
  ['docs/learnings', 'learning'],
];

const records = FOLDERS.flatMap(([folder, kind]) =>
  readdirSync(join(EXAMPLE, folder))
    .filter((name) => name.endsWith('.md') && !name.startsWith('INDEX'))
    .map((name) => ({ path: `${folder}/${name}`, id: name.slice(0, -3), kind })),
);
const legacy = records.filter(({ id }) => id.startsWith('CONV-'));
const current = records.filter(({ id }) => !id.startsWith('CONV-'));

const read = (path: string): string => readFileSync(join(EXAMPLE, path), 'utf8');

/** The frontmatter and what follows it. */
function parse(path: string, kind: Kind): { data: Record<string, unknown>; body: string } {
  const parsed = parseFrontmatter(read(path), kind);
  if (!parsed) throw new Error(`${path} is not plain`);
  return { data: parsed.data, body: parsed.document.body };
}

describe('the example', () => {
  test('has the records of that evening', () => {
    const count = (kind: Kind): number => current.filter((record) => record.kind === kind).length;
    expect(FOLDERS.map(([, kind]) => [kind, count(kind)])).toEqual([
      ['session', 4],
      ['workstream', 4],
      ['plan', 4],
      ['adr', 3],
      ['learning', 3],
    ]);
    expect(legacy.map(({ id }) => id)).toEqual([
      'CONV-10',
      'CONV-15',
      'CONV-30-email-sender',
      'CONV-30-hook-prototype',
      'CONV-30-price-import',
    ]);
  });

  test.each(current)('$path fits its schema', ({ path, id, kind }) => {
    const { data, body } = parse(path, kind);
    expect(validate(kind, data, read(path))).toEqual([]);
    expect(misplacedKey(kind, Object.keys(data))).toBeUndefined();
    expect(data['kind']).toBe(kind);
    expect(data['id'] ?? id).toBe(id);
    expect(isSessionId(id)).toBe(kind === 'session');
    expect(body.split('\n')[0]).toBe(`# ${composeHeading(kind, data)}`);
  });

  test.each(legacy)('$path is from before canon', ({ path, kind }) => {
    const { data, body } = parse(path, kind);
    expect(Object.keys(data).every((key) => key === 'title' || key === 'operator')).toBe(true);
    expect(body.match(/^## .*/gm)).toEqual(['## Resume Prompt', '## Summary', '## Changes', '## Decisions']);
  });

  test.each(records)('every link of $path leads somewhere', ({ path, kind }) => {
    for (const { kind: linkKind, href } of markdownLinks(parse(path, kind).body)) {
      expect(linkKind).toBe('link');
      const target = linkTarget(href, path);
      if (target.to === 'elsewhere' || target.to === 'same-file') continue;
      expect(target.to === 'file' && existsSync(join(EXAMPLE, target.path)), href).toBe(true);
    }
  });

  test('counts what it says it counts', () => {
    for (const { path, kind } of current.filter((record) => record.kind === 'session')) {
      const { data } = parse(path, kind);
      const breakdown = data['tool_calls_breakdown'] as Record<string, number>;
      expect(
        Object.values(breakdown).reduce((sum, calls) => sum + calls, 0),
        path,
      ).toBe(data['tool_calls']);
      expect(breakdown['mcp__notion_offplan']).toBe(0);
    }
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composeRecord } from '../../src/record/compose.ts';
import { parseFrontmatter, textKeysOf } from '../../src/record/frontmatter.ts';
import { readFullYaml } from '../../src/record/full-yaml.ts';
import { misplacedKey } from '../../src/record/key-order.ts';
import { type Kind, KINDS } from '../../src/record/kinds.ts';
import { SCHEMAS } from '../../src/record/schema/index.ts';
import { soundReader } from '../../src/record/sound-frontmatter.ts';
import { frontmatter } from '../support/frontmatter.ts';
import { runs } from '../support/runs.ts';

const KEYS = ['title', 'summary', 'operator', 'owner', 'status', 'workstream', 'created', 'date'] as const;
const read = soundReader(KEYS);
const ID = 'RT-260511-01';

const unquoted = (value: string): string => (/^["']/.test(value) ? value.slice(1, -1) : value);

const fence = (...odd: string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 30, arbitrary: fc.constant('---\n') }, fc.constantFrom(...odd));

const record = fc
  .constantFrom(...KINDS)
  .chain((kind) =>
    fc.tuple(
      fc.constant(kind),
      frontmatter(kind, ID),
      fence('---', '--- \n', '---\r\n', '----\n', '\uFEFF---\n'),
      fence('---', '--- \n', '---\r\n', '...\n', ''),
      fc.constantFrom('', '# Title\n', 'id: other\n---\n'),
    ),
  )
  .map(([kind, yaml, open, close, body]): [Kind, string] => [kind, open + yaml + close + body]);

test('what it calls sound is what every reader reads, valid, in order, and under this id', () => {
  let sound = 0;
  fc.assert(
    fc.property(record, ([kind, text]) => {
      const found = read(kind, text, ID);
      const bytes = Buffer.from(text);
      const inBytes = read(kind, bytes.toString('latin1'), ID);
      if (!found && !inBytes) return;
      sound += 1;
      const parsed = parseFrontmatter(text, kind);
      if (!parsed) throw new Error('declined by the narrow reader');
      const { data, document } = parsed;
      const full = readFullYaml(document.yaml, textKeysOf(kind), text, document.yamlStart);
      expect(full).toMatchObject({ ok: true, data });
      expect(SCHEMAS[kind].safeParse(data).error?.issues).toBeUndefined();
      expect(misplacedKey(kind, Object.keys(data))).toBeUndefined();
      expect([data['id'] ?? ID, data['kind']]).toEqual([ID, kind]);
      const said = KEYS.map((key) => data[key] ?? '');
      const utf8 = (letters: string): string => Buffer.from(letters, 'latin1').toString('utf8');
      const answers = [
        found && { ...found, written: found.written.map(unquoted) },
        inBytes && {
          end: utf8(bytes.toString('latin1', 0, inBytes.end)).length,
          written: inBytes.written.map((value) => unquoted(utf8(value))),
        },
      ];
      for (const answer of answers.filter((one) => one !== undefined))
        expect(answer).toEqual({ end: document.bodyStart, written: said });
    }),
    { numRuns: runs(2000) },
  );
  // A generator that makes nothing sound would prove nothing.
  expect(sound).toBeGreaterThan(200);
});

const COMPOSED: Readonly<Record<Kind, Readonly<Record<string, unknown>>>> = {
  session: {
    title: 'P2: the flip',
    operator: 'roman',
    summary: 'Отменили: "всё".',
    plan: 'flip',
    tags: ['ops', 'архитектура'],
    closes: ['RT-260510-02#w1'],
    kind: 'session',
    id: ID,
    created: '2026-05-11T15:12:40+02:00',
    branch: 'fix/a b',
    commits: ['ed5e2da', '12f028f'],
    files_changed: 13,
    tool_calls_breakdown: { Bash: 72, mcp__notion_offplan: 0 },
    tokens: {},
  },
  workstream: {
    title: 'The flip',
    owner: 'roman',
    status: 'active',
    blocked_by: ['other'],
    kind: 'workstream',
    created: '2026-05-10',
    imported: { source: 'notion', id: '12', at: '2026-05-11T15:12:40Z' },
  },
  plan: {
    title: 'A plan',
    owner: 'sergei',
    status: 'ratified',
    version: '1.10',
    success_criteria: ['It runs on a phone, and on a train.', 'Nobody notices: not even those who wrote it.'],
    kind: 'plan',
    id: ID,
  },
  adr: { title: 'E-mail', status: 'accepted', date: '2026-05-11', deciders: ['roman'], kind: 'adr' },
  learning: { title: 'Locks', status: 'active', applies_to: ['src/**/*.ts'], kind: 'learning' },
};

test.each(KINDS)('a %s as canon writes it is sound', (kind) => {
  const data = COMPOSED[kind];
  const text = composeRecord(kind, data, []);
  const found = read(kind, Buffer.from(text).toString('latin1'), ID);
  expect(found && Buffer.from(found.written[0] ?? '', 'latin1').toString('utf8')).toMatch(
    new RegExp(`^"?${String(data['title'])}"?$`),
  );
});

test('it goes through hostile text in one pass', () => {
  const long = 'a '.repeat(20_000);
  const start = performance.now();
  for (const line of [
    `title: ${long}`,
    `title: ${'a:'.repeat(20_000)}`,
    `title: a\noperator: b\nsummary: ${' '.repeat(30_000)}x`,
    `title: a\noperator: b\ntags: [${'a, '.repeat(10_000)}`,
    `title: a\noperator: b\nkind: session\nid: c\ncreated: 2026-05-11T15:12:40Z\ntool_calls_breakdown:${Array.from({ length: 2000 }, (_, i) => `\n  k${i}: 1`).join('')}\nx`,
  ])
    expect(read('session', `---\n${line}\n---\n`, ID)).toBeUndefined();
  expect(performance.now() - start).toBeLessThan(2000);
});

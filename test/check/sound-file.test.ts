import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFileFully, scanFile } from '../../src/check/read-file.ts';
import type { CheckedRow, Sight } from '../../src/check/rule.ts';
import { checkFile, checkLinks } from '../../src/check/run-rules.ts';
import { mayBreak } from '../../src/check/rules/broken-invariant.ts';
import { soundFile } from '../../src/check/sound-file.ts';
import { type Kind, KINDS } from '../../src/record/kinds.ts';
import { frontmatter } from '../support/frontmatter.ts';
import { LINK_PIECES } from '../support/link-pieces.ts';
import { runs } from '../support/runs.ts';

const ID = 'RT-260511-01';

const record = fc
  .constantFrom(...KINDS)
  .chain((kind) =>
    fc.tuple(
      fc.constant(kind),
      frontmatter(kind, ID),
      fc.array(fc.constantFrom(...LINK_PIECES), { maxLength: 6 }).map((parts) => parts.join('')),
    ),
  )
  .map(([kind, yaml, body]): [Kind, string] => [kind, `---\n${yaml}---\n${body}`]);

const sight: Sight = {
  prefix: '',
  exists: (path) => /(?:^|\/)(?:there|a)\.md$/.test(path),
  invariants: [
    { name: 'Bash', tools: ['Bash'], max: 0, mode: 'warn' },
    { name: 'a-b', tools: ['a-b'], max: 2, mode: 'block' },
  ],
  isBeingWritten: () => false,
};
const KEYS: readonly (keyof CheckedRow)[] = [
  ...(['path', 'kind', 'id', 'title', 'legacy', 'stub', 'fault'] as const),
  ...(['summary', 'owner', 'status', 'workstream', 'priority', 'created', 'plan'] as const),
  ...(['blockedBy', 'supersedes', 'supersededBy', 'aliases', 'expires'] as const),
];
const shown = (row: CheckedRow): unknown => KEYS.map((key) => row[key]);

test('a file of which it says that it is sound is read and judged like any other', async () => {
  let sound = 0;
  await fc.assert(
    fc.asyncProperty(record, async ([kind, text]) => {
      const path = `docs/records/${ID}.md`;
      const quick = soundFile(path, kind, Buffer.from(text), mayBreak(sight.invariants));
      if (!quick) return;
      sound += 1;
      const full = scanFile(path, kind, text) ?? (await readFileFully(path, kind, text));
      expect(shown(quick.row)).toEqual(shown(full.row));
      const findings = quick.body ? await checkLinks(quick.body, sight, {}) : [];
      expect(findings).toEqual(await checkFile(full, sight, {}));
    }),
    { numRuns: runs(1500) },
  );
  expect(sound).toBeGreaterThan(200);
});

test('it declines what is too long for it, and what is no record', () => {
  const text = `---\ntitle: A\nstatus: accepted\nkind: adr\n---\n${'long '.repeat(20_000)}`;
  const read = (given: string): unknown => soundFile('docs/decisions/0001-a.md', 'adr', Buffer.from(given));
  expect(read(text)).toBeUndefined();
  expect(read(text.slice(0, 1000))).toBeTruthy();
  expect(read('')).toBeUndefined();
  expect(read('# A\n')).toBeUndefined();
});

import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { obsidian } from '../../src/host/editor/obsidian.ts';
import { propertyTypes } from '../../src/host/editor/property-types.ts';
import { vscode } from '../../src/host/editor/vscode.ts';
import { FIELDS } from '../../src/record/fields.ts';
import { KINDS } from '../../src/record/kinds.ts';
import { layoutOf } from '../../src/store/layout.ts';

const layout = layoutOf({
  paths: {
    session: 'docs/sessions',
    workstream: 'workstreams',
    plan: "the plans: ours, Roman's",
    adr: 'docs/decisions',
    learning: 'docs/learnings',
  },
  sessions: { layout: 'month' },
});

interface Base {
  readonly filters: { readonly and: readonly string[] };
  readonly views: readonly {
    readonly type: string;
    readonly name: string;
    readonly order: readonly string[];
    readonly sort: readonly { readonly property: string; readonly direction: string }[];
    readonly groupBy?: { readonly property: string };
  }[];
}

const bases = obsidian.files(layout).filter(({ path }) => path.endsWith('.base'));

test('there is a base beside the records of each kind, wherever they are', () => {
  expect(bases.map(({ path }) => path)).toEqual([
    'docs/sessions/sessions.base',
    'workstreams/workstreams.base',
    "the plans: ours, Roman's/plans.base",
    'docs/decisions/decisions.base',
    'docs/learnings/learnings.base',
  ]);
});

test.each(KINDS.map((kind, at) => [kind, bases[at]?.text ?? ''] as const))(
  'the base of a %s is YAML, and shows keys that the kind has',
  (kind, text) => {
    const { filters, views } = parse(text) as Base;
    expect(filters.and[0]).toBe(`file.inFolder(${JSON.stringify(layout.dirOf(kind))})`);
    for (const { type, order, sort, groupBy } of views) {
      expect(type).toBe('table');
      const keys = [
        ...order,
        ...sort.map(({ property }) => property),
        ...(groupBy ? [groupBy.property] : []),
      ];
      for (const key of keys)
        expect(Object.hasOwn(FIELDS[kind], key) || key === 'file.name', `${key} of a ${kind}`).toBe(true);
    }
  },
);

test('a key has the type that its values have in every kind', () => {
  const types = Object.fromEntries(propertyTypes());
  expect(types).toMatchObject({
    tags: 'tags',
    aliases: 'aliases',
    ratified: 'date',
    tool_calls: 'number',
    closes: 'multitext',
    title: 'text',
    // A time in a session, a date elsewhere.
    created: 'text',
  });
  expect(types).not.toHaveProperty('tool_calls_breakdown');
});

interface Matcher {
  readonly fileLocation: readonly string[];
  readonly pattern: Readonly<Record<'regexp' | 'kind', string>> &
    Readonly<Record<'severity' | 'file' | 'line' | 'column' | 'message', number | undefined>>;
}

const taskIn = (prefix: string): { readonly problemMatcher: readonly Matcher[] } =>
  vscode.settings(prefix)[1]?.keys[1]?.value as { readonly problemMatcher: readonly Matcher[] };

/** What VS Code makes of a line: the first matcher that takes it. */
function problem(line: string): unknown {
  for (const { pattern } of taskIn('').problemMatcher) {
    const found = new RegExp(pattern.regexp).exec(line);
    if (!found) continue;
    const at = (group: number | undefined): string | undefined =>
      group === undefined ? undefined : found[group];
    const { severity, file, line: row, column, message } = pattern;
    return [at(severity), at(file), at(row), at(column), at(message)];
  }
  return undefined;
}

test.each([
  [
    '::error file=plans/a.md,line=3,col=1::no such key: "ownr"',
    ['error', 'plans/a.md', '3', '1', 'no such key: "ownr"'],
  ],
  [
    '::warning file=docs/sessions/RT-260511-01.md,line=12,col=5,title=broken-link::what%0Awhat to do%0Aand how',
    ['warning', 'docs/sessions/RT-260511-01.md', '12', '5', 'what'],
  ],
  [
    '::notice file=a b.md,line=7,title=expired-learning::it is over',
    ['notice', 'a b.md', '7', undefined, 'it is over'],
  ],
  [
    '::warning file=plans/INDEX.md,title=stale-derived::line=3 differs',
    ['warning', 'plans/INDEX.md', undefined, undefined, 'line=3 differs'],
  ],
  [
    '::warning file=plans/INDEX.md::it differs',
    ['warning', 'plans/INDEX.md', undefined, undefined, 'it differs'],
  ],
  ['::warning title=unclosed-claim::RT-260511-02', undefined],
  ['Nothing to mend in 3 records.', undefined],
])('the task reads %s', (line, expected) => {
  expect(problem(line)).toEqual(expected);
});

test.each([
  ['', '${workspaceFolder}'],
  ['shop/', '${workspaceFolder}/..'],
  ['apps/the shop/', '${workspaceFolder}/../..'],
])('in the project below %j the findings are found from the top of the repository', (prefix, base) => {
  for (const { fileLocation } of taskIn(prefix).problemMatcher)
    expect(fileLocation).toEqual(['relative', base]);
});

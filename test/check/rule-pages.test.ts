import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { RULE_NAMES } from '../../src/check/rules/index.ts';
import { unknownRules } from '../../src/check/unknown-rules.ts';
import { messages } from '../../src/fault/messages/index.ts';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const rows = [
  ...readFileSync(at('docs/check.md'), 'utf8').matchAll(/^\| \[`([\w-]+)`\]\(rules\/\1\.md\) \|/gm),
];

test('every rule has a file, a page, a row and a sentence, and none of them is without a rule', () => {
  const names = (folder: string, end: string): string[] =>
    readdirSync(at(folder))
      .filter((name) => name !== 'index.ts')
      .map((name) => name.slice(0, -end.length))
      .toSorted();
  const rules = RULE_NAMES.toSorted();
  expect(names('docs/rules', '.md')).toEqual(rules);
  expect(names('src/check/rules', '.ts')).toEqual(rules);
  expect(rows.map(([, name]) => name).toSorted()).toEqual(rules);
  for (const name of rules) expect(messages[name], name).toHaveProperty('hint');
});

test.each(RULE_NAMES)('the page of %s says what, why, and how to mend it', (name) => {
  const page = readFileSync(join(at('docs/rules'), `${name}.md`), 'utf8');
  expect(page.startsWith(`# ${name}\n`)).toBe(true);
  expect([...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual([
    'What',
    'Why',
    'How to mend it',
  ]);
});

test('a name in the config that no rule has is told, with the nearest', () => {
  const rules = { wikilink: 'off', 'dead-link': 'info', 'broken-links': 'info' } as const;
  expect(unknownRules({ check: { rules, hook: 'warn' } }).map(({ args }) => args)).toEqual([
    { key: 'dead-link', near: [] },
    { key: 'broken-links', near: ['broken-link'] },
  ]);
});

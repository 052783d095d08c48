import { expect, test } from 'vitest';
import { rulesBy } from '../../src/check/rules/index.ts';
import { githubText } from '../../src/cli/check/github.ts';
import { sarifText } from '../../src/cli/check/sarif.ts';
import type { Diagnostic } from '../../src/fault/diagnostic.ts';
import { RULE_BRIEFS } from '../../src/fault/messages/check-briefs.ts';

const FINDINGS: readonly Diagnostic[] = [
  {
    code: 'broken-link',
    severity: 'error',
    path: 'docs/a, b: 50%.md',
    line: 7,
    column: 3,
    args: { href: 'x%\u001B[31m.md', why: 'missing' },
  },
  { code: 'orphan-session', severity: 'warning', path: 'docs/сессия #1.md', args: { kind: 'plan', id: 'x' } },
  { code: 'crowded-folder', severity: 'info', path: 'docs/sessions', args: { count: 2001, most: 2000 } },
  { code: 'E_OPERATORS_RESERVED', severity: 'error', args: { key: 'unknown' } },
];

test('GitHub gets a command for each finding, with all that would end it escaped', () => {
  const [link, orphan, crowded, operators, sum, ...more] = githubText(FINDINGS, 9, 'sub dir/').split('\n');
  expect(link).toBe(
    '::error file=sub dir/docs/a%2C b%3A 50%25.md,line=7,col=3,title=broken-link::' +
      'the link leads to x%25.md, which is not there%0A' +
      'Correct the path (it starts at the folder of this file), or remove the link.',
  );
  expect(orphan).toMatch(
    /^::warning file=sub dir\/docs\/сессия #1\.md,title=orphan-session::the session names/,
  );
  expect(crowded).toMatch(/^::notice file=sub dir\/docs\/sessions,title=crowded-folder::2001 records/);
  expect(operators).toMatch(/^::error title=E_OPERATORS_RESERVED::/);
  expect(sum).toBe('2 errors, 1 warning, 1 note in 9 records.');
  expect(more).toEqual([]);
});

test('SARIF has every rule, and results that point at them and into the repository', () => {
  const log = JSON.parse(sarifText(FINDINGS, rulesBy({ wikilink: 'off' }), 'sub/'));
  expect(log.version).toBe('2.1.0');
  expect(log.$schema).toContain('sarif-2.1.0');
  const [{ tool, results, columnKind }] = log.runs;
  expect(columnKind).toBe('unicodeCodePoints');
  const { rules } = tool.driver;
  const ids = rules.map(({ id }: { id: string }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, helpUri, shortDescription } of rules) {
    expect(URL.canParse(helpUri), id).toBe(true);
    expect(shortDescription.text).toBeTruthy();
  }
  expect(rules.find(({ id }: { id: string }) => id === 'wikilink').defaultConfiguration).toEqual({
    level: 'none',
    enabled: false,
  });
  for (const { ruleId, ruleIndex, level, message } of results) {
    expect(ids[ruleIndex]).toBe(ruleId);
    expect(['error', 'warning', 'note']).toContain(level);
    expect(message.text).toBeTruthy();
  }
  expect(results[0].locations).toEqual([
    {
      physicalLocation: {
        artifactLocation: { uri: 'sub/docs/a%2C%20b%3A%2050%25.md' },
        region: { startLine: 7, startColumn: 3 },
      },
    },
  ]);
  const { uri } = results[1].locations[0].physicalLocation.artifactLocation;
  expect(new URL(uri, 'file:///top/').pathname).toBe(
    encodeURI('/top/sub/docs/сессия %231.md').replace('%2523', '%23'),
  );
  expect(results[2].level).toBe('note');
  expect(results[3].locations).toEqual([]);
});

test('every rule has a brief', () => {
  for (const { name } of rulesBy({})) expect(RULE_BRIEFS[name], name).toBeTruthy();
});

import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatReport } from '../../src/import/report/format-report.ts';
import type { Report, ReportItem } from '../../src/store/imports/report.ts';
import { standingHash } from '../../src/store/imports/standing.ts';
import { type Repository, repository, sessionText } from '../resume/repository.ts';

const REPORT = '.canon/imports/notion-export.json';
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const assetOf = (text: string): string => `docs/assets/${sha(text)}.txt`;

const item = (id: string, record: string, more: Partial<ReportItem> = {}): ReportItem => ({
  id,
  path: `pages/${id}.md`,
  hash: sha(id),
  record,
  file: `docs/sessions/${record.slice(record.indexOf(':') + 1)}.md`,
  result: sha('another text'),
  ...more,
});
const report = (items: readonly ReportItem[], assets: readonly string[] = []): string => {
  const whole: Report = {
    format: 1,
    source: 'notion',
    name: 'export',
    at: '2026-05-11T10:00:00+02:00',
    items,
    assets,
    passed: 0,
  };
  return formatReport(whole);
};

const RULES = new Set(['broken-report', 'lost-in-import', 'imported-twice', 'gone-import', 'spoilt-asset']);

type Told = [code: string, severity: string, path: string, line?: number];
const told = async (repo: Repository): Promise<Told[]> => {
  const ran = await repo.canon(repo.path, ['check', '--json'], {
    env: { CANON_NOW: '2026-05-11T18:20:00+02:00' },
  });
  const { data } = JSON.parse(ran.stdout) as {
    data: { findings: { code: string; severity: string; path: string; line?: number }[] };
  };
  return data.findings
    .filter(({ code }) => RULES.has(code))
    .map(({ code, severity, path, line }) =>
      line === undefined ? [code, severity, path] : [code, severity, path, line],
    );
};

test('what a report says of records is looked at: what is gone, and what was lost until somebody has edited it', async () => {
  const repo = repository();
  const text = sessionText('RT-260502-01', {}, '## Summary\n\nDone.\n');
  repo.put('docs/sessions/RT-260502-01.md', text);
  repo.put('docs/sessions/RT-260502-05.md', sessionText('RT-260502-05', { aliases: '[RT-260502-02]' }));
  repo.put(
    REPORT,
    report([
      item('a', 'session:RT-260502-01', {
        result: standingHash('session', text),
        lost: ['words: zebra', 'code: x'],
      }),
      item('b', 'session:RT-260502-02'),
      item('c', 'session:RT-260502-03'),
    ]),
  );
  repo.commit();
  const LOST: Told = ['lost-in-import', 'warning', 'docs/sessions/RT-260502-01.md'];
  const GONE: Told = ['gone-import', 'info', REPORT, 9];
  expect(await told(repo)).toEqual([GONE, LOST]);
  expect(repo.read(join(repo.path, REPORT)).split('\n')[8]).toContain('session:RT-260502-03');
  const { stdout, code } = await repo.canon(repo.path, ['check']);
  expect(code).toBe(1);
  expect(stdout).toContain('of pages/a.md the record does not have words: zebra; code: x');
  // Twice the same, also from what is kept; a person's edit is a decision.
  expect(await told(repo)).toEqual([GONE, LOST]);
  repo.put('docs/sessions/RT-260502-01.md', `${text}\nZebra.\n`);
  expect(await told(repo)).toEqual([GONE]);
  // Taken back: the report is gone as well.
  rmSync(join(repo.path, REPORT));
  expect(await told(repo)).toEqual([]);
});

test('a report that cannot be read is an error, at its line', async () => {
  const repo = repository();
  const good = report([item('a', 'session:RT-260502-03')]);
  repo.put(REPORT, good.slice(0, -30));
  repo.put('.canon/imports/notion-other.json', good.replace('"record":"session:', '"record":"nothing:'));
  repo.put('.canon/imports/notion-marks.json', good.replace('  "assets"', '<<<<<<< HEAD\n  "assets"'));
  repo.commit();
  const found = await told(repo);
  expect(found.map(([code, severity]) => `${code} ${severity}`)).toEqual(
    Array(3).fill('broken-report error'),
  );
  expect(found.map(([, , path]) => path)).toEqual([
    REPORT,
    '.canon/imports/notion-marks.json',
    '.canon/imports/notion-other.json',
  ]);
  expect(found[1]?.[3]).toBe(9);
  expect(found[2]?.[3]).toBe(7);
  const { stdout } = await repo.canon(repo.path, ['check']);
  expect(stdout).toContain('items.0.record has to be a kind and an id');
});

test('a file that came along has the bytes that its name says, whatever git made of its line ends', async () => {
  const repo = repository();
  const [fine, lines, edited, missing] = ['fine', 'a\nb\n', 'edited', 'missing'].map((text) => assetOf(text));
  repo.put(fine ?? '', 'fine');
  repo.put(lines ?? '', 'a\r\nb\r\n');
  repo.put(edited ?? '', 'edited, by somebody');
  repo.put('docs/sessions/RT-260502-01.md', sessionText('RT-260502-01', {}, `![x](../../${missing})\n`));
  repo.put(REPORT, report([], [fine ?? '', lines ?? '', edited ?? '', missing ?? '']));
  repo.commit();
  expect(await told(repo)).toEqual([['spoilt-asset', 'error', edited]]);
  // The missing one is told where it is shown.
  expect((await repo.canon(repo.path, ['check'])).stdout).toContain('broken-link');
  // Again, from what is kept of those that were looked at: a later edit shows.
  repo.put(fine ?? '', 'other');
  const both = [edited, fine].toSorted().map((path) => ['spoilt-asset', 'error', path]);
  expect(await told(repo)).toEqual(both);
  repo.put(fine ?? '', 'fine');
  repo.put(edited ?? '', 'edited');
  expect(await told(repo)).toEqual([]);
});

test('of two records of one thing the second is named, until one of them is gone', async () => {
  const repo = repository();
  const of = (id: string, more = {}): string =>
    sessionText(id, { imported: '{ source: notion, id: a }', ...more }, '## Summary\n\nDone.\n');
  repo.put('docs/sessions/RT-260502-01.md', of('RT-260502-01'));
  repo.put('docs/sessions/SK-260502-01.md', of('SK-260502-01', { operator: 'sergei' }));
  const both = report([item('a', 'session:RT-260502-01'), item('a', 'session:SK-260502-01')]);
  repo.put(REPORT, both);
  repo.commit();
  expect(await told(repo)).toEqual([['imported-twice', 'warning', 'docs/sessions/SK-260502-01.md']]);
  const { stdout } = await repo.canon(repo.path, ['check']);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain('`canon import notion export --undo`');
  rmSync(join(repo.path, 'docs/sessions/RT-260502-01.md'));
  expect(await told(repo)).toEqual([]);
  rmSync(join(repo.path, 'docs/sessions/SK-260502-01.md'));
  expect((await told(repo)).map(([code]) => code)).toEqual(['gone-import']);
});

test('a record with another id is what it was, whoever has the id by now', async () => {
  const repo = repository();
  const of = (id: string, from: string, more = {}): string =>
    sessionText(id, { imported: `{ source: notion, id: ${from} }`, ...more }, `## Summary\n\n${id}: done.\n`);
  const was = of('RT-260502-01', 'b');
  repo.put('docs/sessions/RT-260502-01.md', of('RT-260502-01', 'a'));
  repo.put('docs/sessions/RT-260502-02.md', of('RT-260502-02', 'b', { aliases: '[RT-260502-01]' }));
  const lost = { result: standingHash('session', was), lost: ['words: zebra'] };
  repo.put(REPORT, report([item('a', 'session:RT-260502-01'), item('b', 'session:RT-260502-01', lost)]));
  repo.commit();
  expect(await told(repo)).toEqual([['lost-in-import', 'warning', 'docs/sessions/RT-260502-02.md']]);
  repo.put('docs/sessions/RT-260502-02.md', of('RT-260502-02', 'c', { aliases: '[RT-260502-01]' }));
  expect((await told(repo)).map(([code]) => code)).toEqual(['gone-import']);
});

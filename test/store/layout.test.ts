import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/store/config-defaults.ts';
import { layoutOf } from '../../src/store/layout.ts';

const flat = layoutOf(DEFAULT_CONFIG);
const month = layoutOf({ ...DEFAULT_CONFIG, sessions: { layout: 'month' } });

describe('the kind of a path', () => {
  test.each([
    ['docs/sessions/RT-260511-01.md', 'session'],
    ['docs/sessions/2026/05/RT-260511-01.md', 'session'],
    ['docs/sessions/CONV-30-some-slug.md', 'session'],
    ['workstreams/infra/email.md', 'workstream'],
    ['plans/имя с пробелом "и" кавычками.md', 'plan'],
    ['docs/decisions/0011-email-sender.md', 'adr'],
    ['docs/learnings/a\nb.md', 'learning'],
    ['docs/sessions/INDEX.md', undefined],
    ['docs/sessions/INDEX-2026-04.md', undefined],
    ['docs/sessions/2026/index.md', undefined],
    ['docs/sessions/Readme.md', undefined],
    ['docs/sessions/.RT-260511-01.md.abc.tmp', undefined],
    ['docs/sessions/.obsidian/x.md', undefined],
    ['docs/sessions/notes.txt', undefined],
    ['docs/sessions.md', undefined],
    ['docs/other/x.md', undefined],
  ])('%j is %s', (path, kind) => {
    expect(flat.kindOfPath(path)).toBe(kind);
    expect(flat.isRecordPath(path)).toBe(kind !== undefined);
  });
});

describe('a new record goes', () => {
  test('into its folder, or into the month of its id', () => {
    expect(flat.pathFor('session', 'RT-260511-01')).toBe('docs/sessions/RT-260511-01.md');
    expect(month.pathFor('session', 'RT-260511-100')).toBe('docs/sessions/2026/05/RT-260511-100.md');
    expect(month.pathFor('session', 'CONV-30-x')).toBe('docs/sessions/CONV-30-x.md');
    expect(month.pathFor('plan', 'some-plan')).toBe('plans/some-plan.md');
    expect(month.indexDir('session')).toBe('docs/sessions');
  });

  test.each(['../x', 'a/b', '.hidden', '', 'INDEX', 'README', 'a\0b', 'a\\b'])('nowhere as %j', (id) => {
    expect(() => flat.pathFor('plan', id)).toThrow('E_ID_PATH');
  });
});

test('own paths are the folders of records and .canon', () => {
  expect(flat.isOwnPath('.canon/config.yaml')).toBe(true);
  expect(flat.isOwnPath('plans/INDEX.md')).toBe(true);
  expect(flat.isOwnPath('src/index.ts')).toBe(false);
});

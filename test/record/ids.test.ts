import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  adrNumber,
  formatAdrId,
  formatSessionId,
  formatTime,
  idFromPath,
  isDate,
  isSessionId,
  isSlug,
  isTime,
  parseSessionId,
} from '../../src/record/ids.ts';
import { localDate } from '../../src/record/local-date.ts';
import { slugify } from '../../src/record/slug.ts';

describe('session ids', () => {
  test.each<[id: string, initials: string, date: string, n: number]>([
    ['RT-260511-01', 'RT', '2026-05-11', 1],
    ['ABCD-000229-99', 'ABCD', '2000-02-29', 99],
    ['SK-260511-100', 'SK', '2026-05-11', 100],
  ])('%s', (id, initials, date, n) => {
    expect(parseSessionId(id)).toEqual({ initials, date, n });
    expect(formatSessionId(initials, date, n)).toBe(id);
  });

  test.each([
    'CONV-30-some-slug',
    'R-260511-01',
    'ABCDE-260511-01',
    'rt-260511-01',
    'RT-260511-1',
    'RT-260511-00',
    'RT-260511-001',
    'RT-260230-01',
    'RT-261311-01',
    'RT-260511-01 ',
    'RT-260511-01\n',
    'RT-260511',
    '',
  ])('%j is none', (id) => {
    expect(parseSessionId(id)).toBeUndefined();
    expect(isSessionId(id)).toBe(false);
  });

  test('parse undoes format', () => {
    const initials = fc.stringMatching(/^[A-Z]{2,4}$/);
    const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(initials, day, fc.integer({ min: 1, max: 999 }), (who, when, n) => {
        const date = when.toISOString().slice(0, 10);
        expect(parseSessionId(formatSessionId(who, date, n))).toEqual({ initials: who, date, n });
      }),
    );
  });

  test('the date is the local one', () => {
    const moment = { ms: Date.UTC(2026, 4, 11, 22, 30), offset: 120 };
    expect(formatSessionId('RT', moment, 1)).toBe('RT-260512-01');
    expect(localDate(moment)).toBe('2026-05-12');
  });

  test('what would be none is not made', () => {
    expect(() => formatSessionId('r', '2026-05-11', 1)).toThrow(RangeError);
    expect(() => formatSessionId('RT', '2026-05-11', 0)).toThrow(RangeError);
  });
});

test.each<[ms: string, offset: number, time: string]>([
  ['2026-05-11T13:12:40.999Z', 120, '2026-05-11T15:12:40+02:00'],
  ['2026-05-11T01:00:00Z', -210, '2026-05-10T21:30:00-03:30'],
  ['2026-05-11T13:12:40Z', 0, '2026-05-11T13:12:40+00:00'],
])('%s, %i minutes east, is %s', (utc, offset, time) => {
  expect(formatTime({ ms: Date.parse(utc), offset })).toBe(time);
  expect(isTime(time)).toBe(true);
});

test('dates and times are those of the calendar', () => {
  expect(['2026-05-11', '2024-02-29', '2026-12-31'].filter((text) => !isDate(text))).toEqual([]);
  expect(
    ['2026-02-29', '2026-13-01', '2026-00-10', '2026-5-1', '11.05.2026', '2026-05-11T00:00:00Z'].filter(
      isDate,
    ),
  ).toEqual([]);
  expect(
    ['2026-05-11T15:12:40+02:00', '2026-05-11T15:12:40.5Z', '2026-05-11t15:12:60-12:00'].filter(
      (text) => !isTime(text),
    ),
  ).toEqual([]);
  expect(
    [
      '2026-05-11',
      '2026-05-11T15:12:40',
      '2026-05-11T24:00:00Z',
      '2026-02-30T00:00:00Z',
      '2026-05-11 15:12:40Z',
      '2026-05-11T15:12Z',
    ].filter(isTime),
  ).toEqual([]);
});

test.each<[path: string, id: string]>([
  ['docs/sessions/RT-260511-01.md', 'RT-260511-01'],
  ['docs/sessions/2026/05/RT-260511-01.md', 'RT-260511-01'],
  ['CONV-30-a.b.md', 'CONV-30-a.b'],
  ['docs/decisions/0011-email-sender.md', '0011-email-sender'],
  ['a b/"c".MD', '"c"'],
])('%s has the id %s', (path, id) => {
  expect(idFromPath(path)).toBe(id);
});

test('numbers of decision records', () => {
  expect(formatAdrId(11, 'email-sender')).toBe('0011-email-sender');
  expect(['0011-email-sender', '12345-x', '0007'].map(adrNumber)).toEqual([11, 12_345, 7]);
  expect(['11-x', 'x-0011', '0011x'].map(adrNumber)).toEqual([undefined, undefined, undefined]);
});

describe('slugs', () => {
  test.each<[title: string, slug: string]>([
    ['Repo as canonical store', 'repo-as-canonical-store'],
    ['P2 + P3: "the flip" (v1.10)!', 'p2-p3-the-flip-v1-10'],
    ["Don't lock a file that's renamed", 'dont-lock-a-file-thats-renamed'],
    ['  --- a__b  ---', 'a-b'],
    ['Схема хранилища', 'shema-hranilishcha'],
    ['Объявление съёмки', 'obyavlenie-syomki'],
    ['Wörter über Größe, œuvre, façade', 'worter-uber-grosse-oeuvre-facade'],
    ['Zażółć gęślą jaźń', 'zazolc-gesla-jazn'],
    ['你好 世界', 'ni-hao-shi-jie'],
    ['\u0438\u0306', 'y'],
    ['🚀', 'untitled'],
    ['', 'untitled'],
    ['../../etc/passwd', 'etc-passwd'],
    ['a\u0000b\u202Ec', 'a-bc'],
  ])('%j becomes %s', async (title, slug) => {
    expect(await slugify(title)).toBe(slug);
  });

  test('long titles are cut between words, at most 64 characters', async () => {
    const slug = await slugify(
      'Make the handoff write only what nobody else can know and nothing beyond that at all',
    );
    expect(slug).toBe('make-the-handoff-write-only-what-nobody-else-can-know-and');
    expect(await slugify('x'.repeat(100))).toBe('x'.repeat(64));
    expect(await slugify(`${'x'.repeat(62)} y z`)).toBe(`${'x'.repeat(62)}-y`);
  });

  test('any title gives a slug, and a slug is its own', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 90 }), async (title) => {
        const slug = await slugify(title);
        return isSlug(slug) && (await slugify(slug)) === slug;
      }),
      { numRuns: 150 },
    );
    expect(['a', 'a-b', '0011-email'].filter((text) => !isSlug(text))).toEqual([]);
    expect(['', '-a', 'a-', 'a--b', 'A', 'a_b', 'é', 'x'.repeat(65)].filter(isSlug)).toEqual([]);
  });
});

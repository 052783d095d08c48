import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWhen } from '../../../src/import/text/read-when.ts';
import { isDate, isTime } from '../../../src/record/ids.ts';
import { runs } from '../../support/runs.ts';

describe('readWhen', () => {
  it.each([
    // The year first.
    ['2026-05-11', '2026-05-11'],
    ['2026/05/11', '2026-05-11'],
    ['2026.5.1', '2026-05-01'],
    ['2026-05-11T15:04:05Z', '2026-05-11T15:04:05Z'],
    ['2026-05-11T15:04:05.123+03:00', '2026-05-11T15:04:05+03:00'],
    ['2026-05-11T15:04:05+0300', '2026-05-11T15:04:05+03:00'],
    ['2026-05-11 15:04', '2026-05-11T15:04:00Z'],
    ['2026-05-11 15:04:05 MSK', '2026-05-11T15:04:05+03:00'],
    ['2026-05-11 15:04 -0700', '2026-05-11T15:04:00-07:00'],
    ['2026-05-11 3:04 PM', '2026-05-11T15:04:00Z'],
    ['2026-05-11 12:30 am', '2026-05-11T00:30:00Z'],
    ['2026-05-11 (Monday)', '2026-05-11'],
    ['Session 12, 2026-05-11: the flip', '2026-05-11'],
    ['20260511', '2026-05-11'],
    ['20260511T150400Z', '2026-05-11T15:04:00Z'],
    ['20260511-1504', '2026-05-11T15:04:00Z'],
    ['2026-05-11_15-04-05', '2026-05-11T15:04:05Z'],
    ['2026-05-11_15-04Z-fix-the-hook', '2026-05-11T15:04:00Z'],
    ['2026-05-11T15-04-05_slug', '2026-05-11T15:04:05Z'],
    ['2026年5月11日 15:04', '2026-05-11T15:04:00Z'],
    ['2026년 5월 11일', '2026-05-11'],
    // Months by name.
    ['May 11, 2026 3:04 PM', '2026-05-11T15:04:00Z'],
    ['May 11, 2026 3:04 PM (EDT)', '2026-05-11T15:04:00-04:00'],
    ['May 11, 2026 → May 13, 2026', '2026-05-11'],
    ['Monday, May 11th, 2026 at 3:04 p.m.', '2026-05-11T15:04:00Z'],
    ['11 May 2026', '2026-05-11'],
    ['11-May-2026', '2026-05-11'],
    ['11 мая 2026 г.', '2026-05-11'],
    ['11 мая 2026 г., 15:04', '2026-05-11T15:04:00Z'],
    ['11 мая 2026 г. 15:04 (GMT+3)', '2026-05-11T15:04:00+03:00'],
    ['1 сентября 2025', '2025-09-01'],
    ['11. Mai 2026 um 15:04', '2026-05-11T15:04:00Z'],
    ['3. März 2026', '2026-03-03'],
    ['1er août 2026', '2026-08-01'],
    ['11 de mayo de 2026', '2026-05-11'],
    ['11 dicembre 2025', '2025-12-11'],
    // The day first.
    ['11.05.2026', '2026-05-11'],
    ['11.05.2026 15:04', '2026-05-11T15:04:00Z'],
    ['1.5.26', '2026-05-01'],
    ['13/05/2026', '2026-05-13'],
    ['05/13/2026', '2026-05-13'],
    ['5/13/26, 3:04 PM', '2026-05-13T15:04:00Z'],
    ['05/05/2026', '2026-05-05'],
    ['31-12-2025', '2025-12-31'],
    // Seconds and milliseconds since 1970.
    ['1778511845', '2026-05-11T15:04:05Z'],
    ['1778511845000', '2026-05-11T15:04:05Z'],
  ])('%s is %s', (text, when) => {
    expect(readWhen(text)).toBe(when);
  });

  it.each([
    '',
    'soon',
    '05/06/2026',
    '2026-13-01',
    '2026-02-30',
    '30 February 2026',
    'version 1.2.3',
    '192.168.1.26',
    '12345678',
    'v2026',
    'maybe 3 2026',
    '9999999999999',
    '2026-05',
    'x'.repeat(500),
  ])('%s is no date', (text) => {
    expect(readWhen(text)).toBeUndefined();
  });

  it('gives a day or a time that records take, whatever it is given', () => {
    const piece = fc.constantFrom(
      '2026',
      '05',
      '11',
      '-',
      '/',
      '.',
      ' ',
      'May',
      'мая',
      'T',
      ':',
      'Z',
      '+',
      'PM',
      '(',
      ',',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 14 }).map((all) => all.join('')),
        ),
        (text) => {
          const when = readWhen(text);
          expect(when === undefined || isDate(when) || isTime(when)).toBe(true);
        },
      ),
      { numRuns: runs(500) },
    );
  });

  it('reads back what programs write', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        (date) => {
          const iso = date.toISOString();
          expect(readWhen(iso)).toBe(`${iso.slice(0, 19)}Z`);
          for (const locale of [
            'en-US',
            'en-GB',
            'de-DE',
            'fr-FR',
            'es-ES',
            'it-IT',
            'pt-BR',
            'ru-RU',
            'ja-JP',
          ]) {
            const long = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
            expect([locale, long, readWhen(long)]).toEqual([locale, long, iso.slice(0, 10)]);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

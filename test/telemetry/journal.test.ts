import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JournalLine } from '../../src/telemetry/event.ts';
import { journalSessions, readJournal, unreadableJournals } from '../../src/telemetry/journal.ts';
import { appendLines } from '../../src/telemetry/journal-append.ts';
import { parseLine, printLine } from '../../src/telemetry/line.ts';
import { runs } from '../support/runs.ts';
import { sandbox } from '../support/sandbox.ts';
import { journalLine } from './lines.ts';

const text = fc.string({ unit: 'binary' });
const mark = (record: string, t = 1): JournalLine => ({ e: 'record', t, record });

test('a line that is printed is parsed, on one line', () => {
  fc.assert(
    fc.property(journalLine(text), (line) => {
      const printed = printLine(line);
      expect(printed.indexOf('\n')).toBe(printed.length - 1);
      expect(parseLine(printed.slice(0, -1))).toEqual(line);
    }),
    { numRuns: runs(200) },
  );
});

test('wherever a line is torn off, it is none', () => {
  fc.assert(
    fc.property(journalLine(text), fc.nat(), (line, at) => {
      const printed = printLine(line).slice(0, -1);
      expect(parseLine(printed.slice(0, at % printed.length))).toBeUndefined();
    }),
    { numRuns: runs(200) },
  );
});

const UNKNOWN = [
  '',
  '   ',
  'null',
  '{}',
  '[{"e":"use"}]',
  '{"e":"later","t":1}',
  '{"e":"constructor"}',
  '{"e":"record","t":"1","record":"RT"}',
  '{"e":"record","t":null,"record":"RT"}',
  '{"e":"use","t":1,"host":"h","id":1,"tool":"x"}',
  '{"e":"use","t":1,"host":"h","id":"1","tool":"x","paths":"a"}',
  '{"e":"use","t":1,"host":"h","id":"1","tool":"x","committing":false}',
  '{"e":"batch","t":1,"host":"h","calls":[{"id":"1"}]}',
  '{"__proto__":{"e":"record","t":1,"record":"RT"}}',
];

test.each(UNKNOWN)('%j is passed over', (line) => expect(parseLine(line)).toBeUndefined());

test('a key of a later canon does no harm', () =>
  expect(parseLine('{"e":"record","t":1,"record":"RT","new":{}}')).toMatchObject(mark('RT')));

test('a call is not lost for a duration or a size that cannot be', () => {
  const call = '{"e":"use","t":1,"host":"h","id":"1","tool":"x"';
  for (const ms of ['1e300', '1e16', '1e999', '-1', `${32 * 86_400_000}`])
    expect(parseLine(`${call},"ms":${ms},"in":2}`)).toEqual({ ...JSON.parse(`${call}}`), in: 2 });
  expect(parseLine(`${call},"ms":5,"out":1e16}`)).toMatchObject({ ms: 5, out: 1e16 });
});

test('what is appended is read; the first line says whose journal it is', () => {
  const { dir: local } = sandbox();
  appendLines({ local }, 'one', [mark('A'), mark('B')]);
  appendLines({ local }, 'one', []);
  appendLines({ local }, 'one', [mark('C')]);
  expect([...readJournal({ local }, 'one')]).toEqual([
    { e: 'session', id: 'one' },
    mark('A'),
    mark('B'),
    mark('C'),
  ]);
  expect([...readJournal({ local }, 'two')]).toEqual([]);
});

test.skipIf(process.platform === 'win32')('a journal is its owner’s alone, and no link is followed', () => {
  const box = sandbox();
  const local = box.dir;
  appendLines({ local }, 'one', [mark('A')]);
  expect(statSync(join(local, 'journal/one.jsonl')).mode & 0o777).toBe(0o600);
  box.write(join(local, 'outside'), '');
  symlinkSync('../outside', join(local, 'journal/two.jsonl'));
  expect(() => appendLines({ local }, 'two', [mark('A')])).toThrow('E_JOURNAL_WRITE');
  expect([...readJournal({ local }, 'two')]).toEqual([]);
  expect(readFileSync(join(local, 'outside'), 'utf8')).toBe('');
  expect(journalSessions({ local }).map(({ session }) => session)).toEqual(['one']);
});

test.skipIf(process.platform === 'win32')('what cannot be read is no journal, and is told of', () => {
  const box = sandbox();
  const local = box.dir;
  appendLines({ local }, 'one', [mark('A')]);
  mkdirSync(join(local, 'journal/two.jsonl'));
  symlinkSync('nowhere', join(local, 'journal/three.jsonl'));
  const told: string[] = [];
  for (const session of ['two', 'three', 'four'])
    expect([...readJournal({ local }, session, (why) => told.push(why))]).toEqual([]);
  expect(told).toEqual(['no regular file', 'link']);
  expect(journalSessions({ local }).map(({ session }) => session)).toEqual(['one']);
  expect(unreadableJournals({ local }).toSorted((a, b) => (a.file < b.file ? -1 : 1))).toEqual([
    { file: 'three.jsonl', why: 'link' },
    { file: 'two.jsonl', why: 'no regular file' },
  ]);
  box.write(join(local, 'x/journal'), '');
  expect(journalSessions({ local: join(local, 'x') })).toEqual([]);
  expect(unreadableJournals({ local: join(local, 'x') })).toEqual([{ file: '.', why: 'ENOTDIR' }]);
});

// The superuser may read everything.
test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
  'somebody else’s journal keeps nobody from reading the others',
  () => {
    const { dir: local } = sandbox();
    for (const id of ['one', 'two', 'a/b']) appendLines({ local }, id, [mark('A')]);
    const folder = join(local, 'journal');
    for (const name of readdirSync(folder)) if (name !== 'one.jsonl') chmodSync(join(folder, name), 0);
    expect([...readJournal({ local }, 'two')]).toEqual([]);
    expect(journalSessions({ local }).map(({ session }) => session)).toEqual(['one']);
    expect(unreadableJournals({ local }).map(({ why }) => why)).toEqual(['EACCES', 'EACCES']);
    chmodSync(folder, 0);
    expect(journalSessions({ local })).toEqual([]);
    expect([...readJournal({ local }, 'one')]).toEqual([]);
    expect(unreadableJournals({ local })).toEqual([{ file: '.', why: 'EACCES' }]);
    chmodSync(folder, 0o700);
  },
);

test('wherever a journal was cut off, what is added after it is whole, and what stands before it, too', () => {
  const { dir: local } = sandbox();
  const file = join(local, 'journal/one.jsonl');
  const lines = ['A', 'B', 'C'].map((record) => mark(record));
  appendLines({ local }, 'one', lines);
  const whole = readFileSync(file, 'utf8');
  for (let size = 0; size <= whole.length; size += 1) {
    truncateSync(file, 0);
    appendFileSync(file, whole.slice(0, size));
    appendLines({ local }, 'one', [mark('D')]);
    const kept = lines.filter((line) => whole.slice(0, size).includes(printLine(line).slice(0, -1)));
    const read = [...readJournal({ local }, 'one')].filter((line) => line.e === 'record');
    expect(read, `cut at ${size}`).toEqual([...kept, mark('D')]);
  }
});

test('lines of any length, across blocks of any kind, and one that is far too long', () => {
  const { dir: local } = sandbox();
  const sizes = [1, 65_530, 65_536, 70_000, 131_072, 300_000, 3];
  const long = sizes.map((size, at) => mark(`${at}${'é'.repeat(size)}`));
  appendLines({ local }, 'one', long);
  appendFileSync(
    join(local, 'journal/one.jsonl'),
    `{"e":"record","t":1,"record":"${'x'.repeat(17 << 20)}"}\n`,
  );
  appendLines({ local }, 'one', [mark('last')]);
  const read = [...readJournal({ local }, 'one')];
  expect(read.length).toBe(sizes.length + 2);
  expect(read.slice(1, -1)).toEqual(long);
  expect(read.at(-1)).toEqual(mark('last'));
});

test('an id that cannot be a name is read back, even when its first line was torn', () => {
  const { dir: local } = sandbox();
  for (const id of ['a/b', '_c', 'plain']) appendLines({ local }, id, [mark('A')]);
  const hashed = journalSessions({ local });
  expect(hashed.map(({ session }) => session).toSorted()).toEqual(['_c', 'a/b', 'plain']);
});

test('what is newest comes first; what is older than asked for does not come', () => {
  const { dir: local } = sandbox();
  appendLines({ local }, 'one', [mark('A')]);
  expect(journalSessions({ local }, Date.now() + 60_000)).toEqual([]);
  expect(journalSessions({ local }, Date.now() - 60_000)).toHaveLength(1);
  expect(journalSessions({ local: join(local, 'nowhere') })).toEqual([]);
});

import { durationOf } from './duration.ts';
import type { JournalLine } from './event.ts';

// A journal outlives the canon that wrote it, and stands where others write, too: a line is what it says only if
// every key that is known has a value of its type. Keys that are not known are left alone.

type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === 'string';
const isNumber: Test = (value) => typeof value === 'number' && Number.isFinite(value);
// What a Date can hold, with room for the offset of a zone.
const isInstant: Test = (value) => typeof value === 'number' && Math.abs(value) < 8.6e15;
// Whatever number it is: see `bounded`.
const isDuration: Test = (value) => typeof value === 'number';
const isTrue: Test = (value) => value === true;
const isTextOrNull: Test = (value) => value === null || typeof value === 'string';
const isTexts: Test = (value) => Array.isArray(value) && value.every(isText);

interface Shape {
  readonly needs: Readonly<Record<string, Test>>;
  readonly may: Readonly<Record<string, Test>>;
}

const TOKENS: Shape = {
  needs: { input: isNumber, output: isNumber, cache_read: isNumber, cache_creation: isNumber },
  may: {},
};

const isTokens: Test = (value) => fits(value, TOKENS);

const BATCH_CALL: Shape = {
  needs: { id: isText, tool: isText },
  may: { failed: isTrue, in: isNumber, out: isNumber },
};

const CALL: Shape = {
  needs: { t: isInstant, host: isText, id: isText, tool: isText },
  may: {
    ms: isDuration,
    agent: isText,
    agent_id: isText,
    in: isNumber,
    out: isNumber,
    paths: isTexts,
    commits: isTexts,
    committing: isTrue,
  },
};

const SESSION: Shape = {
  needs: { t: isInstant, host: isText },
  may: {
    why: isText,
    operator: isText,
    worktree: isText,
    project: isText,
    branch: isTextOrNull,
    head: isTextOrNull,
    transcript: isText,
    model: isText,
    continues: isText,
  },
};

const SHAPES: ReadonlyMap<unknown, Shape> = new Map([
  ['session', { needs: { id: isText }, may: {} }],
  ['use', CALL],
  ['fail', CALL],
  ['begin', CALL],
  [
    'batch',
    {
      needs: {
        t: isInstant,
        host: isText,
        calls: (value) => Array.isArray(value) && value.every((one) => fits(one, BATCH_CALL)),
      },
      may: { agent: isText, agent_id: isText },
    },
  ],
  ['start', SESSION],
  ['compact', SESSION],
  ['end', SESSION],
  [
    'record',
    {
      needs: { t: isInstant, record: isText },
      may: { path: isText, was: isText, until: isInstant, tokens: isTokens },
    },
  ],
]);

function fits(value: unknown, { needs, may }: Shape): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const map = value as Readonly<Record<string, unknown>>;
  const own = (key: string): unknown => (Object.hasOwn(map, key) ? map[key] : undefined);
  for (const key in needs) if (!needs[key]?.(own(key))) return false;
  for (const key in may) if (own(key) !== undefined && !may[key]?.(own(key))) return false;
  return true;
}

/** A line of a journal; undefined for one that is blank, torn or of a kind that is not known. */
export function parseLine(text: string): JournalLine | undefined {
  // What was torn off has no end. This alone spares most of them the parser and its error.
  if (!text.endsWith('}')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const shape = SHAPES.get((value as { e?: unknown }).e);
  return shape !== undefined && fits(value, shape) ? bounded(value as JournalLine) : undefined;
}

/** A call is counted even if what it says of its duration cannot be; earlier ones wrote down whatever they were told. */
function bounded(line: JournalLine): JournalLine {
  if (!('ms' in line) || durationOf(line.ms) !== undefined) return line;
  const { ms: _, ...rest } = line;
  return rest;
}

/** The same as text, with the newline that ends it. JSON has none inside. */
export const printLine = (line: JournalLine): string => `${JSON.stringify(line)}\n`;

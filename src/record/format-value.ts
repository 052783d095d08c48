import { isRecord } from './value.ts';

/** A flow list stays on its line up to here; sentences go one to a line. */
const WIDEST_FLOW = 100;

// What some YAML reader takes for anything but text: 1.2 core, 1.1, and the habits of PyYAML, Psych and js-yaml.
const WORDS = /^(?:~|null|true|false|yes|no|on|off|y|n|=|<<)$/i;
const NUMBER = /^[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[\da-f_]+|[\d._,]+|[\d._,]*e[-+]?\d+|\.(?:inf|nan))$/i;
const SEXAGESIMAL = /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/;
const TIMESTAMP =
  /^\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d\d?:\d\d(?::\d\d(?:\.\d*)?)?[ \t]*(?:Z|[-+]\d\d?(?::?\d\d)?)?)?$/;

/** Whether a YAML 1.1 or 1.2 reader would make something else than text of this plain scalar. */
export function isRetyped(text: string): boolean {
  return WORDS.test(text) || NUMBER.test(text) || SEXAGESIMAL.test(text) || TIMESTAMP.test(text);
}

// C0, DEL, C1, the line breaks that only YAML 1.1 knows, the byte order mark, halves of surrogate pairs.
const UNPRINTABLE = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF\p{Cs}]/u;
const ALL_UNPRINTABLE = new RegExp(UNPRINTABLE, 'gu');
// ASCII that no YAML reader takes for an indicator, or anything beyond ASCII.
const PLAIN_START = /^(?:[A-Za-z0-9_/($]|\.(?!\.)|[^\u0000-\u007F])/;
const NOT_PLAIN = /^\s|\s$|:(?:\s|$)|\s#/;
const NOT_PLAIN_IN_FLOW = /[,[\]{}:?]/;

/** Where a scalar is to stand: inside brackets more characters mean something. */
export type Context = 'block' | 'flow';

/** A scalar in YAML on one line, quoted when any reader would not give the same text back. */
export function formatScalar(value: unknown, context: Context = 'block'): string {
  if (typeof value === 'string') return formatText(value, context);
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'boolean') return String(value);
  throw new TypeError(`no YAML for a ${typeof value}`);
}

function formatText(text: string, context: Context): string {
  const plain =
    PLAIN_START.test(text) &&
    !NOT_PLAIN.test(text) &&
    !UNPRINTABLE.test(text) &&
    !isRetyped(text) &&
    (context === 'block' || !NOT_PLAIN_IN_FLOW.test(text));
  return plain ? text : quoted(text);
}

/** Text in quotes, on one line. */
export function quoted(text: string): string {
  const awkward = text.includes('"') || text.includes('\\');
  if (awkward && !text.includes("'") && !UNPRINTABLE.test(text)) return `'${text}'`;
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replace(ALL_UNPRINTABLE, escape);
  return `"${escaped}"`;
}

function escape(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  if (character === '\r') return '\\r';
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function formatNumber(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value < 0 ? '-.inf' : '.inf';
  return Object.is(value, -0) ? '-0' : String(value);
}

const PLAIN_KEY = /^[\p{L}_][\p{L}\p{N}_.-]*$/u;

/** A key in YAML. */
export function formatKey(key: string): string {
  return PLAIN_KEY.test(key) && !isRetyped(key) ? key : quoted(key);
}

/** A value on one line: scalars as they are, lists and maps in brackets. */
export function formatFlow(value: unknown, context: Context = 'flow'): string {
  if (Array.isArray(value)) return `[${value.map((item) => formatFlow(item)).join(', ')}]`;
  if (isRecord(value)) {
    const entries = entriesOf(value).map(([key, entry]) => `${formatKey(key)}: ${formatFlow(entry)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  return formatScalar(value, context);
}

const entriesOf = (map: Readonly<Record<string, unknown>>): [string, unknown][] =>
  Object.entries(map).filter(([, entry]) => entry !== undefined);

/** A value as it goes after `key:`: what stays on the line (or nothing), and the lines below it, each complete. */
export interface Formatted {
  readonly inline: string;
  readonly below: string;
}

/** Formats a value for a block map whose keys are indented by `indent`. */
export function formatValue(value: unknown, indent = '', eol = '\n'): Formatted {
  if (Array.isArray(value)) {
    const flow = formatFlow(value);
    const sentences = value.some((item) => typeof item !== 'string' || /\s/.test(item));
    if (!sentences || flow.length <= WIDEST_FLOW) return { inline: flow, below: '' };
    return { inline: '', below: value.map((item) => `${indent}  - ${formatItem(item)}${eol}`).join('') };
  }
  if (isRecord(value)) {
    const entries = entriesOf(value);
    if (entries.length === 0) return { inline: '{}', below: '' };
    const below = entries.map(([key, entry]) => formatEntry(key, entry, `${indent}  `, eol)).join('');
    return { inline: '', below };
  }
  return { inline: formatScalar(value), below: '' };
}

/** An item of a block list, without its dash. */
export function formatItem(item: unknown): string {
  return formatFlow(item, 'block');
}

/** A key and its value as complete lines of a block map. */
export function formatEntry(key: string, value: unknown, indent = '', eol = '\n'): string {
  const { inline, below } = formatValue(value, indent, eol);
  return `${indent}${formatKey(key)}:${inline === '' ? '' : ` ${inline}`}${eol}${below}`;
}

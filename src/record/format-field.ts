import { FIELDS } from './fields.ts';
import { formatEntry } from './format-value.ts';
import { isDate, isTime } from './ids.ts';
import type { Kind } from './kinds.ts';

/**
 * Whether a value stands without quotes because its key holds dates: a date or time is one to every YAML reader.
 * Quotes are for text that only looks like one.
 */
export function isPlainDate(kind: Kind | undefined, key: string, value: unknown): value is string {
  if (kind === undefined || typeof value !== 'string' || !Object.hasOwn(FIELDS[kind], key)) return false;
  const type = FIELDS[kind][key];
  return (type === 'date' && isDate(value)) || (type === 'time' && isTime(value));
}

/** A top-level key of a kind and its value as complete lines. */
export function formatField(
  kind: Kind | undefined,
  key: string,
  value: unknown,
  indent = '',
  eol = '\n',
): string {
  return isPlainDate(kind, key, value)
    ? `${indent}${key}: ${value}${eol}`
    : formatEntry(key, value, indent, eol);
}

import { bareMap } from './bare-map.ts';

/** A value that frontmatter can hold. */
export type Value =
  | string
  | number
  | boolean
  | null
  | readonly Value[]
  | { readonly [key: string]: Value | undefined };

/** Whether a value is a map of keys. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two values are the same through and through; the order of keys does not count, `NaN` equals itself. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one) || Array.isArray(other)) {
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => sameValue(item, other[index]))
    );
  }
  if (!isRecord(one) || !isRecord(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && sameValue(one[key], other[key]))
  );
}

/**
 * The value as a reader would give it back: maps without prototype and without undefined entries, and scalars
 * as text where the key is text.
 */
export function asRead(value: unknown, isText: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => asRead(item, isText));
  if (isRecord(value)) {
    const out = bareMap();
    for (const [key, entry] of Object.entries(value)) {
      if (entry !== undefined) out[key] = asRead(entry, isText);
    }
    return out;
  }
  if (value === null || value === undefined) return null;
  return isText && (typeof value === 'number' || typeof value === 'boolean') ? String(value) : value;
}

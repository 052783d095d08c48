import { ALLOWED, REQUIRED } from './allowed.ts';
import { FIELDS, type FieldType } from './fields.ts';
import { isDate, isSlug, isTime } from './ids.ts';
import type { Kind } from './kinds.ts';
import { isRecord } from './value.ts';

/**
 * Whether frontmatter is surely what its kind's schema asks for. False means that `validate` has to look: it says
 * what is wrong, but the library behind it takes longer to load, and for each record, than reading it took.
 */
export function isPlainlyValid(kind: Kind, data: Readonly<Record<string, unknown>>): boolean {
  for (const key of REQUIRED[kind]) {
    if (data[key] === undefined || data[key] === null) return false;
  }
  const fields = FIELDS[kind];
  const allowed: Readonly<Record<string, readonly string[]>> = ALLOWED[kind];
  for (const key of Object.keys(data)) {
    const value = data[key];
    const type = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (type === undefined || value === undefined || value === null) continue;
    if (!isOfType(type, value)) return false;
    if (Object.hasOwn(allowed, key) && !allowed[key]?.includes(value as string)) return false;
    if (key === 'closes' && !(value as string[]).every((item) => ITEM.test(item))) return false;
  }
  return true;
}

const ITEM = /^[^\s#]+#[^\s#]+$/;

function isOfType(type: FieldType, value: unknown): boolean {
  switch (type) {
    case 'count':
      return isCount(value);
    case 'list':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'counts':
      return isRecord(value) && Object.values(value).every(isCount);
    case 'map':
      return isRecord(value);
    case 'origin':
      return isRecord(value) && ['source', 'id', 'at'].every((key) => isTextOrNothing(value[key]));
    default:
      return typeof value === 'string' && isText(type, value);
  }
}

function isText(type: FieldType, value: string): boolean {
  if (type === 'date') return isDate(value);
  if (type === 'time') return isTime(value);
  if (type === 'slug') return isSlug(value);
  return type === 'id' ? /^[^\s/\\]+$/.test(value) : /\S/.test(value);
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const isTextOrNothing = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && /\S/.test(value));

import { ALLOWED } from '../../record/allowed.ts';
import { FIELDS, type FieldType } from '../../record/fields.ts';
import { isDate, isSlug, isTime } from '../../record/ids.ts';
import type { Kind } from '../../record/kinds.ts';
import { isRecord } from '../../record/value.ts';

/** Made by the plan. */
const OWN: ReadonlySet<string> = new Set([
  'title',
  'operator',
  'owner',
  'kind',
  'id',
  'created',
  'date',
  'imported',
  'aliases',
]);

/** Of a value in the frontmatter, as JSON. */
const LONGEST = 32 * 1024;

/** What a kind is where its source does not say, and commits to nothing. */
const MILDEST: Readonly<Record<Kind, string>> = {
  session: 'imported',
  workstream: 'draft',
  plan: 'draft',
  adr: 'proposed',
  learning: 'active',
};

/** The frontmatter of an item as its kind has it. */
export interface Fields {
  readonly fields: Readonly<Record<string, unknown>>;
  /** What no record of the kind may say under its key: it is kept in the text. */
  readonly odd: readonly (readonly [key: string, value: unknown])[];
  /** The status of the source is none of the kind. */
  readonly statusDoubt: boolean;
}

export function fieldsOf(kind: Kind, given: Readonly<Record<string, unknown>>, auto: boolean): Fields {
  const fields: Record<string, unknown> = {};
  const odd: [string, unknown][] = [];
  for (const [key, value] of Object.entries(given)) {
    if (OWN.has(key) || value === undefined || value === null) continue;
    const type = Object.hasOwn(FIELDS[kind], key) ? FIELDS[kind][key] : undefined;
    const isFit = type !== undefined && fits(kind, key, type, value) && isShort(value);
    if (isFit) fields[key] = value;
    else odd.push([key, value]);
  }
  const statusDoubt = odd.some(([key]) => key === 'status');
  if (kind === 'session') fields['status'] = auto ? 'auto' : 'imported';
  else fields['status'] ??= MILDEST[kind];
  return { fields, odd, statusDoubt };
}

/** Nobody reads frontmatter that is longer than a record, and canon reads none of more than a megabyte. */
const isShort = (value: unknown): boolean => JSON.stringify(value).length <= LONGEST;

function fits(kind: Kind, key: string, type: FieldType, value: unknown): boolean {
  const allowed = (ALLOWED[kind] as Readonly<Record<string, readonly string[]>>)[key];
  if (allowed) return typeof value === 'string' && allowed.includes(value);
  switch (type) {
    case 'text':
      return typeof value === 'string' && value.trim() !== '';
    case 'id':
      return typeof value === 'string' && value !== '' && !/[\s/\\]/.test(value);
    case 'slug':
      return typeof value === 'string' && isSlug(value);
    case 'date':
      return typeof value === 'string' && isDate(value);
    case 'time':
      return typeof value === 'string' && isTime(value);
    case 'count':
      return isCount(value);
    case 'list':
      return Array.isArray(value) && value.every((one) => typeof one === 'string' && one !== '');
    case 'counts':
      return isRecord(value) && Object.values(value).every(isCount);
    case 'map':
    case 'origin':
      return isRecord(value);
  }
}

const isCount = (value: unknown): boolean =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

import { CanonError } from '../fault/error.ts';
import { FIELDS, KEY_ORDER, type FieldType } from '../record/fields.ts';

/** Frontmatter of a draft, checked: keys that people write, and unknown ones as they are. */
export interface DraftData {
  readonly data: Readonly<Record<string, unknown>>;
  /** Keys that the machine fills in; the draft's values for them are left out. */
  readonly ignored: readonly string[];
}

/** Where in the draft a key stands, for messages. */
export type LineOf = (key: string) => number | undefined;

/** What the two formats are read to before the common rules. */
export interface RawDraft extends DraftData {
  readonly lineOf: LineOf;
  readonly sections: readonly { readonly heading: string; readonly text: string }[];
}

/** The key under which a record remembers which findings were let through on purpose. */
export const ALLOWED_SECRETS = 'allowed_secrets';

const KEYS = KEY_ORDER.session;
// `kind` is the first of the keys that the machine writes; what stands before it is the author's.
const MACHINE: ReadonlySet<string> = new Set([...KEYS.slice(KEYS.indexOf('kind')), ALLOWED_SECRETS]);

/**
 * Checks the keys of a draft against the session's schema as far as an author may set them: what comes out
 * needs no other check, and the schema library need not be loaded. Empty values count as absent.
 * @throws E_DRAFT_KIND, E_DRAFT_TYPE with the line of the key
 */
export function checkKeys(raw: Readonly<Record<string, unknown>>, lineOf: LineOf, name: string): DraftData {
  const data: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const ignored: string[] = [];
  const at = (key: string) => {
    const line = lineOf(key);
    return line === undefined ? { path: name } : { path: name, line };
  };
  for (const [key, value] of Object.entries(raw)) {
    if (key === 'kind') {
      if (value !== null && value !== 'session') {
        throw new CanonError('E_DRAFT_KIND', { ...at(key), data: { kind: describeValue(value) } });
      }
    } else if (MACHINE.has(key)) {
      ignored.push(key);
    } else if (!isEmpty(value)) {
      const type = Object.hasOwn(FIELDS.session, key) ? FIELDS.session[key] : undefined;
      const checked = type === undefined ? value : ofType(key, type, value);
      if (checked === undefined) {
        throw new CanonError('E_DRAFT_TYPE', {
          ...at(key),
          data: { key, wanted: wantedBy(key, type), found: describeValue(value) },
        });
      }
      data[key] = checked;
    }
  }
  return { data, ignored };
}

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

// As the session's schema has them; a test holds the two together.
const ID = /^[^\s/\\]+$/;
const ITEM = /^[^\s#]+#[^\s#]+$/;
const GRADES = /^[HML]$/;
const REFERENCE: readonly string[] = ['plan', 'workstream', 'parent', 'superseded_by'];

/** The value as the record holds it, or undefined when it is none of that type. */
function ofType(key: string, type: FieldType, value: unknown): unknown {
  if (type === 'list') {
    const texts = Array.isArray(value) && value.every((one) => typeof one === 'string' && one.trim() !== '');
    const list = texts ? (value as string[]).map((one) => one.trim()) : undefined;
    return key === 'closes' && !list?.every((one) => ITEM.test(one)) ? undefined : list;
  }
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (key === 'confidence') return GRADES.test(text.toUpperCase()) ? text.toUpperCase() : undefined;
  if (!REFERENCE.includes(key)) return text.replace(/\s*\n\s*/g, ' ');
  const id = asId(text);
  return ID.test(id) ? id : undefined;
}

/** `workstreams/flip.md` and `workstream:flip` both mean `flip`. */
function asId(text: string): string {
  const path = /^(?:.*[\\/])?([^\\/]+?)\.md$/.exec(text)?.[1];
  return path ?? text.replace(/^(?:plan|workstream|session):/, '');
}

function wantedBy(key: string, type: FieldType | undefined): string {
  if (key === 'confidence') return 'H, M or L';
  if (key === 'closes') return 'a list of items like RT-260510-02#w1';
  if (REFERENCE.includes(key)) return 'an id';
  return type === 'list' ? 'a list of texts' : 'a text';
}

/** What a value is, for a message: never more of it than the beginning. */
export function describeValue(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return value.every((one) => typeof one === 'string') ? 'a list' : 'a mixed list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'string' ? `"${value.slice(0, 40)}"` : String(value);
}

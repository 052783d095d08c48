import { parseFrontmatterFully } from '../../record/frontmatter.ts';
import { isTime } from '../../record/ids.ts';
import type { Value } from '../../record/value.ts';
import { applyEdit } from '../../work/apply-edit.ts';
import { addKeys } from './add-keys.ts';
import type { Edit } from '../../work/edit.ts';
import type { SourceItem } from '../item.ts';

/** What a session that stays where it is comes to say. */
export interface InPlaceValues {
  readonly id: string;
  readonly title: string;
  readonly operator: string;
  /** RFC 3339 */
  readonly created: string;
  readonly at: string;
}

/** The edits that make a record of a file, and what its text becomes. */
export interface InPlace {
  readonly edits: readonly Edit[];
  readonly text: string;
}

/**
 * The edits that make a record of a session's file: keys that it does not have are added. A value that no record can
 * have is replaced, and kept under `legacy_<key>`. Every other byte stays.
 * @throws CanonError where the frontmatter cannot be read or edited
 */
export async function inPlace(item: SourceItem, text: string, values: InPlaceValues): Promise<InPlace> {
  const parsed = await parseFrontmatterFully(text, 'session');
  const data = parsed.ok ? parsed.data : {};
  const has = (key: string): boolean => !isBlank(data[key]);
  const wanted: [key: string, value: Value, keeps: boolean][] = [
    ['title', values.title, has('title')],
    ['operator', values.operator, data['operator'] === values.operator],
    ...Object.entries(item.fields)
      .filter(([key]) => key !== 'status')
      .map(([key, value]): [string, Value, boolean] => [key, value as Value, has(key)]),
    ['id', values.id, data['id'] === values.id],
    ['status', 'imported', data['status'] === 'imported'],
    ['created', values.created, typeof data['created'] === 'string' && isTime(data['created'])],
    ['imported', { source: 'legacy', id: item.id, at: values.at }, has('imported')],
  ];
  const changes = wanted.filter(([, , keeps]) => !keeps);
  const replaced = ['kind', ...changes.map(([key]) => key)].filter((key) => has(key));
  const own = item.inPlace?.edits ?? [];
  // The kind first: with it, the other keys find their places.
  const edits: Edit[] = [
    { op: 'set', values: [{ key: ['kind'], value: 'session' }] },
    {
      op: 'set',
      values: [
        ...changes.map(([key, value]) => ({ key: [key], value })),
        ...replaced.map((key) => ({ key: [`legacy_${key}`], value: data[key] as Value })),
      ],
    },
    ...own,
  ];
  const added: [string, Value][] = [
    ['kind', 'session'],
    ...changes.map(([key, value]): [string, Value] => [key, value]),
  ];
  const quick = own.length === 0 ? addKeys(text, 'session', added) : undefined;
  if (quick !== undefined) return { edits, text: quick };
  let next = text;
  for (const edit of edits) next = await applyEdit(edit, next, text);
  return { edits, text: next };
}

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

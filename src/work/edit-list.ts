import { withEntries } from '../record/assignment.ts';
import { faultError } from '../record/fault.ts';
import { parseFrontmatterFully } from '../record/frontmatter.ts';
import { setValues } from '../record/set-values.ts';
import { tagsFrom } from '../record/tags.ts';
import type { Value } from '../record/value.ts';
import type { Edit } from './edit.ts';

/**
 * Puts entries into a list of the frontmatter and takes others out; those that this version has besides stay. A list
 * that is left empty goes.
 * @throws what `setValues` throws
 */
export async function editList(
  { key, add, remove }: Extract<Edit, { op: 'list' }>,
  text: string,
): Promise<string> {
  const parsed = await parseFrontmatterFully(text);
  if (!parsed.ok) throw faultError(parsed.fault);
  const before = entriesOf(key, parsed.data[key]);
  const after = withEntries(before, { add, remove });
  if (after.length === before.length && after.every((one, at) => one === before[at])) return text;
  return setValues(text, [{ key, value: after.length === 0 ? undefined : after }]);
}

/**
 * The entries of a list; one value where a list was meant is a list of one, or of several tags. What is neither text
 * nor a number stays what it is: it was never an entry, and nothing here knows what was meant.
 */
export function entriesOf(key: string, value: unknown): Value[] {
  if (value === undefined || value === null) return [];
  if (key === 'tags' && typeof value === 'string') return tagsFrom(value);
  const entries = (Array.isArray(value) ? value : [value]) as readonly Value[];
  return entries.map((one) => (typeof one === 'number' || typeof one === 'boolean' ? String(one) : one));
}

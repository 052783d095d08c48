import { withEntries } from '../record/assignment.ts';
import { faultError } from '../record/fault.ts';
import { parseFrontmatterFully } from '../record/frontmatter.ts';
import { setValues } from '../record/set-values.ts';
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
  const before = entriesOf(parsed.data[key]);
  const after = withEntries(before, { add, remove });
  if (after.length === before.length && after.every((one, at) => one === before[at])) return text;
  return setValues(text, [{ key, value: after.length === 0 ? undefined : after }]);
}

/** A list of text; one value where a list was meant is a list of one. */
export function entriesOf(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

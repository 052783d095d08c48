import { CanonError } from '../fault/error.ts';
import { bareMap, type BareMap } from './bare-map.ts';
import { splitDocument } from './document.ts';
import { type Fault, faultError, placeOf } from './fault.ts';
import { textKeysOf, unclosedFault } from './frontmatter.ts';
import type { FullYaml } from './full-yaml.ts';
import { offsetOfKey } from './key-place.ts';
import { type Kind, KINDS } from './kinds.ts';
import { asRead, isRecord, sameValue, type Value } from './value.ts';
import type { Step } from './yaml-edit.ts';
import type { EditProblem } from './yaml-place.ts';

/** A change of one value: `undefined` removes the key. A list of keys goes into nested maps. */
export interface ValueChange {
  readonly key: string | readonly string[];
  readonly value: Value | undefined;
}

/**
 * Sets and removes frontmatter values in a record's text and returns the new text. Only the bytes of those values
 * change; a new key goes to its place in the kind's order (`kind`, else what the frontmatter says); a record without
 * frontmatter gets one. A value that is already there is not touched. The result is read again and compared with
 * what was meant.
 * @throws CanonError `E_FRONTMATTER_SYNTAX` or `E_FRONTMATTER_NOT_A_MAP` where there is nothing to edit, and
 *   `E_FRONTMATTER_UNSAFE_EDIT` where the edit would touch anything else; with line, column and source line.
 */
export async function setValues(text: string, changes: readonly ValueChange[], kind?: Kind): Promise<string> {
  const before = splitDocument(text);
  if (before.unclosed) throw faultError(unclosedFault(text, before));
  const { readFullYaml } = await import('./full-yaml.ts');
  const { editYaml } = await import('./yaml-edit.ts');

  const textKeys = textKeysOf(kind);
  const read = (yaml: string): ReturnType<typeof readFullYaml> =>
    readFullYaml(yaml, textKeys, text, before.yamlStart);
  let { yaml } = before;
  let current = read(yaml);
  if (!current.ok) throw faultError(current.fault);
  const order = kind ?? KINDS.find((known) => current.ok && known === current.data['kind']);

  for (const { key, value } of changes) {
    const path = typeof key === 'string' ? [key] : key;
    for (const step of stepsTo(current.data, path, value, textKeys.has(path[0] ?? ''))) {
      const edited = editYaml(yaml, current.map, step, { eol: before.eol, kind: order });
      if (typeof edited !== 'string') {
        // Offsets are the text's own only until its first edit.
        const offset = yaml === before.yaml ? before.yamlStart + edited.at : undefined;
        throw refusal(text, path, edited.reason, offset);
      }
      const meant = withStep(current.data, step);
      const next = read(edited);
      if (!next.ok || !sameValue(next.data, meant))
        throw refusal(text, path, lostAnchor(next) ? 'anchor' : 'reread');
      yaml = edited;
      current = next;
    }
  }
  if (yaml === before.yaml) return text;

  const result = before.hasFrontmatter
    ? text.slice(0, before.yamlStart) + yaml + text.slice(before.yamlStart + before.yaml.length)
    : `${text.slice(0, before.open)}---${before.eol}${yaml}---${before.eol}${before.body}`;
  const after = splitDocument(result);
  if (after.yaml !== yaml || after.body !== before.body)
    throw refusal(
      text,
      changes.map(({ key }) => String(key)),
      'reread',
    );
  return result;
}

/** What has to change: nothing where the value is there already, key by key where a map meets a map. */
function stepsTo(data: unknown, path: readonly string[], value: unknown, isText: boolean): Step[] {
  const current = valueAt(data, path);
  if (value === undefined) return current === undefined ? [] : [{ path, current, value }];
  const wanted = asRead(value, isText);
  if (sameValue(current, wanted)) return [];
  if (!isRecord(current) || !isRecord(wanted) || Object.keys(wanted).length === 0)
    return [{ path, current, value: wanted }];
  const gone = Object.keys(current).filter((key) => !Object.hasOwn(wanted, key));
  return [
    ...Object.entries(wanted).flatMap(([key, entry]) => stepsTo(data, [...path, key], entry, isText)),
    ...gone.map((key) => ({ path: [...path, key], current: current[key], value: undefined })),
  ];
}

function valueAt(data: unknown, path: readonly string[]): unknown {
  let value: unknown = data;
  for (const key of path) value = isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

/** The data with one step made. */
function withStep(data: BareMap, { path, value }: Step): BareMap {
  const copy = Object.assign(bareMap(), data);
  const [key = '', ...rest] = path;
  const inner = copy[key];
  if (rest.length > 0)
    copy[key] = withStep(isRecord(inner) ? inner : bareMap(), { path: rest, current: undefined, value });
  else if (value === undefined) delete copy[key];
  else copy[key] = value;
  return copy;
}

const lostAnchor = (read: FullYaml | { readonly ok: false; readonly fault: Fault }): boolean =>
  !read.ok && read.fault.args['cause'] === 'unknown-alias';

function refusal(
  text: string,
  path: readonly string[],
  reason: EditProblem['reason'],
  offset?: number,
): CanonError {
  const { line, column, source } = placeOf(text, offset ?? offsetOfKey(text, path[0] ?? ''));
  return new CanonError('E_FRONTMATTER_UNSAFE_EDIT', {
    data: { key: path.join('.'), reason },
    line,
    column,
    source,
  });
}

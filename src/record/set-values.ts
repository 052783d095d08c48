import { CanonError } from '../fault/error.ts';
import { splitDocument } from './document.ts';
import { faultError, placeOf } from './fault.ts';
import { textKeysOf, unclosedFault } from './frontmatter.ts';
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
  const read = readFullYaml(before.yaml, textKeys, text, before.yamlStart);
  if (!read.ok) throw faultError(read.fault);
  const order = kind ?? KINDS.find((known) => known === read.data['kind']);

  const meant = asRead(read.data, false) as Record<string, unknown>;
  let { yaml } = before;
  for (const change of changes) {
    const path = typeof change.key === 'string' ? [change.key] : change.key;
    for (const step of steps(meant, path, change.value, textKeys.has(path[0] ?? ''))) {
      const edited = editYaml(yaml, step, { eol: before.eol, kind: order });
      if (typeof edited !== 'string') throw refusal(text, before.yamlStart, step.path, edited);
      yaml = edited;
      assign(meant, step);
    }
  }
  if (yaml === before.yaml) return text;

  const open = text.slice(0, before.open);
  const result = before.hasFrontmatter
    ? text.slice(0, before.yamlStart) + yaml + text.slice(before.yamlStart + before.yaml.length)
    : `${open}---${before.eol}${yaml}---${before.eol}${before.body}`;
  const after = splitDocument(result);
  const again = readFullYaml(after.yaml, textKeys, result, after.yamlStart);
  if (after.body !== before.body || !again.ok || !sameValue(again.data, meant)) {
    const path = changes.flatMap(({ key }) => (typeof key === 'string' ? [key] : key));
    throw refusal(text, before.yamlStart, path, { reason: 'reread', at: 0 });
  }
  return result;
}

/** What has to change: nothing where the value is there already, key by key where a map meets a map. */
function steps(data: unknown, path: readonly string[], value: unknown, isText: boolean): Step[] {
  const current = valueAt(data, path);
  if (value === undefined) return current === undefined ? [] : [{ path, current, value }];
  const wanted = asRead(value, isText);
  if (sameValue(current, wanted)) return [];
  if (!isRecord(current) || !isRecord(wanted) || Object.keys(wanted).length === 0)
    return [{ path, current, value: wanted }];
  const gone = Object.keys(current).filter((key) => !Object.hasOwn(wanted, key));
  return [
    ...Object.entries(wanted).flatMap(([key, entry]) => steps(data, [...path, key], entry, isText)),
    ...gone.map((key) => ({ path: [...path, key], current: current[key], value: undefined })),
  ];
}

function valueAt(data: unknown, path: readonly string[]): unknown {
  let value: unknown = data;
  for (const key of path) value = isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

function assign(data: Record<string, unknown>, { path, value }: Step): void {
  let map = data;
  for (const key of path.slice(0, -1)) {
    const next = map[key];
    map = (isRecord(next) ? next : (map[key] = Object.create(null))) as Record<string, unknown>;
  }
  const last = path.at(-1) ?? '';
  if (value === undefined) delete map[last];
  else map[last] = value;
}

function refusal(text: string, offset: number, path: readonly string[], problem: EditProblem): CanonError {
  const place = placeOf(text, offset + problem.at);
  return new CanonError('E_FRONTMATTER_UNSAFE_EDIT', {
    data: { key: path.join('.'), reason: problem.reason },
    line: place.line,
    column: place.column,
    source: place.source,
  });
}

import type { Diagnostic } from '../fault/diagnostic.ts';
import { FIELDS } from './fields.ts';
import { placeOfKey } from './key-place.ts';
import type { Kind } from './kinds.ts';
import { isPlainlyValid } from './plainly-valid.ts';
import { SCHEMAS } from './schema/index.ts';

/**
 * Everything about a record's frontmatter that its kind's schema does not allow, one finding for each key, in the
 * order of the schema: code `schema`, severity error. With `text`, the whole file, each finding knows the line and
 * column of its key (a missing key: the opening fence). Loads zod: import
 * this module lazily.
 */
export function validate(kind: Kind, data: Readonly<Record<string, unknown>>, text?: string): Diagnostic[] {
  if (isPlainlyValid(kind, data)) return [];
  const result = SCHEMAS[kind].safeParse(data);
  if (result.success) return [];
  const seen = new Set<string>();
  const findings: Diagnostic[] = [];
  for (const issue of result.error.issues) {
    const [key = '', ...inner] = issue.path.map(String);
    if (seen.has(key)) continue;
    seen.add(key);
    const missing = inner.length === 0 && (data[key] === undefined || data[key] === null);
    const allowed = 'values' in issue && Array.isArray(issue.values) ? issue.values.map(String) : [];
    findings.push({
      code: 'schema',
      severity: 'error',
      ...(text === undefined ? {} : placeOfKey(text, key)),
      args: {
        kind,
        key: [key, ...inner].join('.'),
        problem: missing ? 'missing' : 'wrong',
        wanted: allowed.length > 0 ? 'one-of' : wanted(kind, key, inner.length > 0),
        allowed,
        found: shown(
          inner.reduce<unknown>((value, part) => (value as Record<string, unknown>)?.[part], data[key]),
        ),
      },
    });
  }
  return findings;
}

/** What a key, or an entry inside it, has to hold. */
function wanted(kind: Kind, key: string, inner: boolean): string {
  const type = FIELDS[kind][key] ?? 'text';
  if (!inner) return type;
  if (key === 'closes') return 'item';
  return type === 'counts' ? 'count' : 'text';
}

function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? 'nothing';
  return json.length <= 60 ? json : `${json.slice(0, 59)}…`;
}

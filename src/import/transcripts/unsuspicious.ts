import { composeRecord } from '../../record/compose.ts';
import { isRecord } from '../../record/value.ts';
import { fingerprint, secretsIn } from '../../secrets/find-secrets.ts';
import { patternOf } from '../../secrets/guard.ts';
import type { Config } from '../../store/config.ts';
import type { SourceItem } from '../item.ts';

const HIDDEN = '[secret]';

/**
 * Items of which no record would be refused. Two words that are harmless apart may be a secret beside each other, so
 * each is looked at as the record that it becomes; what cannot be taken out, as a session's own name, leaves the session out:
 * nobody is there to decide when a schedule imports, and one session must not hold up all others.
 * @throws E_SECRET_SCAN
 */
export async function unsuspicious(
  items: readonly SourceItem[],
  { secrets }: Pick<Config, 'secrets'>,
): Promise<{ readonly items: SourceItem[]; readonly left: SourceItem[] }> {
  const patterns = secrets.patterns.map(patternOf);
  const allowed = new Set(secrets.allow.map((one) => one.toLowerCase()));
  const look = async (all: readonly SourceItem[]): Promise<string[][]> => {
    const found = all.length === 0 ? [] : await secretsIn(all.map(asRecord), patterns);
    return found.map((matches) =>
      matches
        .filter(({ kind, secret }) => !allowed.has(fingerprint(kind, secret)))
        .map(({ secret }) => secret)
        // The longest first, for one may hold another.
        .sort((a, b) => b.length - a.length),
    );
  };
  const first = await look(items);
  const masked = items.map((item, at) => without(item, first[at] ?? []));
  const suspects = masked.filter((_, at) => (first[at] ?? []).length > 0);
  const second = await look(suspects);
  const left = new Set(suspects.filter((_, at) => (second[at] ?? []).length > 0));
  return { items: masked.filter((item) => !left.has(item)), left: [...left] };
}

/** All that a record and its line in the report say of an item. */
const asRecord = ({ id, path, title, fields, sections }: SourceItem): string =>
  `${composeRecord('session', { ...fields, title, imported: { source: 'transcripts', id } }, sections)}${path}\n`;

function without(item: SourceItem, secrets: readonly string[]): SourceItem {
  if (secrets.length === 0) return item;
  const hide = (text: string): string =>
    secrets.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
  const { branch, model, tool_calls_breakdown: counts } = item.fields;
  const isText = (value: unknown): value is string => typeof value === 'string';
  return {
    ...item,
    path: hide(item.path),
    title: hide(item.title),
    fields: {
      ...item.fields,
      ...(isText(branch) ? { branch: hide(branch) } : {}),
      ...(isText(model) ? { model: hide(model) } : {}),
      ...(isRecord(counts) ? { tool_calls_breakdown: countedAs(Object.entries(counts), hide) } : {}),
    },
    sections: item.sections.map(({ heading, text }) => ({ heading, text: hide(text) })),
  };
}

/** Counts under other names; those that come to one name are added up. */
export function countedAs(
  counts: readonly (readonly [name: string, count: unknown])[],
  nameOf: (name: string) => string,
): Record<string, number> {
  const sums = new Map<string, number>();
  for (const [name, count] of counts) {
    const key = nameOf(name);
    sums.set(key, (sums.get(key) ?? 0) + Number(count));
  }
  return Object.fromEntries(sums);
}

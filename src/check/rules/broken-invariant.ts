import { placeOfKey } from '../../record/key-place.ts';
import type { Invariant } from '../../store/config.ts';
import type { Finding, FrontmatterRule } from '../rule.ts';

const KEY = 'tool_calls_breakdown';

/** What the configuration says must hold of every session: a counter that is above its limit. `mode: warn` warns. */
export const brokenInvariant: FrontmatterRule = {
  name: 'broken-invariant',
  severity: 'error',
  checkFile(file, { invariants }) {
    const counted = file.kind === 'session' && invariants.length > 0 ? file.data?.[KEY] : undefined;
    if (typeof counted !== 'object' || counted === null) return [];
    const counters = counted as Readonly<Record<string, unknown>>;
    return invariants.flatMap(({ name, max, mode }): Finding[] => {
      const count = Number(Object.hasOwn(counters, name) ? counters[name] : 0);
      if (count <= max) return [];
      const found = { ...placeOfKey(file.text, KEY), args: { name, count, max } };
      return [mode === 'warn' ? { ...found, severity: 'warning' } : found];
    });
  },
};

/**
 * Whether sound frontmatter may hold a counter that is above its limit: the values are not read out of it
 * otherwise. True says nothing yet; false is certain.
 */
export function mayBreak(invariants: readonly Invariant[]): ((front: string) => boolean) | undefined {
  if (invariants.length === 0) return undefined;
  const limits = new Map(invariants.map(({ name, max }) => [name, max]));
  return (front) => {
    const from = front.indexOf(`\n${KEY}:\n`);
    if (from < 0) return false;
    const lines = front.slice(from + KEY.length + 2).matchAll(/\n {2}([^:\n]+): (\d+)(?=\n)/gy);
    for (const [, name = '', count] of lines) if (Number(count) > (limits.get(name) ?? Infinity)) return true;
    return false;
  };
}

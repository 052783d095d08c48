import { OWNER_KEY } from '../../record/kinds.ts';
import { nearest } from '../../text/nearest.ts';
import type { Finding, RepositoryRule } from '../rule.ts';

/** Whose a record is must be somebody of `.canon/operators.yaml`; `unknown` is for what was imported from nobody. */
export const unknownOperator: RepositoryRule = {
  name: 'unknown-operator',
  severity: 'warning',
  checkAll(rows, _derived, { operators }) {
    if (operators === undefined) return [];
    const known = new Set<string>([...operators, 'unknown']);
    const findings: Finding[] = [];
    const near = new Map<string, string[]>();
    for (const { kind, path, owner, legacy, stub, fault } of rows) {
      if (owner === undefined || known.has(owner) || legacy || stub || fault) continue;
      const key = OWNER_KEY[kind] ?? 'owner';
      const names = near.get(owner) ?? nearest(owner, operators);
      near.set(owner, names);
      findings.push({ path, key, args: { key, slug: owner, near: names } });
    }
    return findings;
  },
};

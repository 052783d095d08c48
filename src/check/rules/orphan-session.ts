import { nearest } from '../../text/nearest.ts';
import type { Finding, RepositoryRule } from '../rule.ts';

const KINDS = ['workstream', 'plan'] as const;

/** What a session names as its work must be there: its log and its lineage hang on it. Naming none is fine. */
export const orphanSession: RepositoryRule = {
  name: 'orphan-session',
  severity: 'error',
  checkAll(rows, _derived, { lookup }) {
    const findings: Finding[] = [];
    // Thousands of sessions name a few workstreams.
    const known = { workstream: new Map<string, boolean>(), plan: new Map<string, boolean>() };
    for (const row of rows) {
      if (row.kind !== 'session' || row.legacy || row.stub || row.fault) continue;
      for (const kind of KINDS) {
        const id = row[kind];
        if (id === undefined) continue;
        let there = known[kind].get(id);
        if (there === undefined) {
          there = lookup.find(id, [kind]) !== undefined;
          known[kind].set(id, there);
        }
        if (there) continue;
        const near = nearest(id, lookup.ids([kind]));
        findings.push({ path: row.path, key: kind, args: { kind, id, near } });
      }
    }
    return findings;
  },
};

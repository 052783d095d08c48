import { nearest } from '../../text/nearest.ts';
import type { Finding, RepositoryRule } from '../rule.ts';

const KINDS = ['workstream', 'plan'] as const;

/** What a session names as its work must be there: its log and its lineage hang on it. Naming none is fine. */
export const orphanSession: RepositoryRule = {
  name: 'orphan-session',
  severity: 'error',
  checkAll(rows, _derived, { lookup }) {
    const findings: Finding[] = [];
    // Thousands of sessions name a few workstreams: each is looked for once. What is there needs no names near it.
    const near = {
      workstream: new Map<string, string[] | undefined>(),
      plan: new Map<string, string[] | undefined>(),
    };
    for (const row of rows) {
      if (row.kind !== 'session' || row.legacy || row.stub || row.fault) continue;
      for (const kind of KINDS) {
        const id = row[kind];
        if (id === undefined) continue;
        if (!near[kind].has(id))
          near[kind].set(id, lookup.find(id, [kind]) ? undefined : nearest(id, lookup.ids([kind])));
        const names = near[kind].get(id);
        if (names) findings.push({ path: row.path, key: kind, args: { kind, id, near: names } });
      }
    }
    return findings;
  },
};

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../fault/diagnostic.ts';
import { bareMap } from '../record/bare-map.ts';
import { checkRecord } from './check-record.ts';
import { filesIn, type Group, pathsOf, sizeOf } from './groups.ts';
import type { CheckedRow, Sight } from './rule.ts';
import type { Levels } from './run-rules.ts';

/** A list of files that several threads check together. */
export interface CheckShare {
  readonly root: string;
  readonly prefix: string;
  readonly groups: readonly Group[];
  readonly levels: Levels;
  /** Shared memory: how many files have been taken. */
  readonly next: Int32Array;
}

/** Whether places are there that links lead to, outside of the records. */
export type Targets = Record<string, boolean>;

/** What one thread has found. Plain data. */
export interface CheckedPart {
  /** The rows of files that were taken together, with the place of the first one in the list. */
  readonly batches: (readonly [from: number, rows: readonly CheckedRow[]])[];
  readonly findings: Diagnostic[];
  readonly targets: Targets;
}

const BATCH = 100;

/**
 * Checks files until none is left that nobody has taken.
 * @param paths of all files, from whoever has them already
 */
export async function checkShare(
  { root, prefix, groups, levels, next }: CheckShare,
  paths?: ReadonlySet<string>,
): Promise<CheckedPart> {
  const part: CheckedPart = { batches: [], findings: [], targets: bareMap() as Targets };
  let known = paths;
  const sight: Sight = {
    prefix,
    exists(path) {
      // Most links lead to records, and those were just listed.
      known ??= pathsOf(groups);
      if (known.has(path)) return true;
      return (part.targets[path] ??= existsSync(join(root, path)));
    },
  };
  const total = sizeOf(groups);
  for (let from = take(next); from < total; from = take(next)) {
    const rows: CheckedRow[] = [];
    for (const { path, kind } of filesIn(groups, from, from + BATCH)) {
      const checked = checkRecord(root, path, kind, sight, levels);
      if (!checked) continue;
      const { row, findings } = checked instanceof Promise ? await checked : checked;
      rows.push(row);
      if (findings.length > 0) part.findings.push(...findings);
    }
    part.batches.push([from, rows]);
    // Git's output has to be taken from its pipe now and then, or git waits.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return part;
}

const take = (next: Int32Array): number => Atomics.add(next, 0, BATCH);

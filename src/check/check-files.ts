import type { Diagnostic } from '../fault/diagnostic.ts';
import { bareMap } from '../record/bare-map.ts';
import { type CheckedPart, checkShare, type CheckShare, type Targets } from './check-share.ts';
import type { CheckedRow } from './rule.ts';

/** What was found in all files. */
export interface CheckedFiles {
  /** In the order of the list. */
  readonly rows: readonly CheckedRow[];
  readonly findings: readonly Diagnostic[];
  readonly targets: Targets;
}

/** Reads and checks every file of a list, whose paths are these. */
export async function checkFiles(
  files: Omit<CheckShare, 'next'>,
  paths: ReadonlySet<string>,
): Promise<CheckedFiles> {
  // How far the list has been taken: whoever is free takes the next few.
  const next = new Int32Array(new SharedArrayBuffer(4));
  return united([await checkShare({ ...files, next }, paths)]);
}

/** What several threads have found as if one had. */
function united(parts: readonly CheckedPart[]): CheckedFiles {
  const batches = parts.flatMap((part) => part.batches).sort(([a], [b]) => a - b);
  return {
    rows: batches.flatMap(([, rows]) => rows),
    findings: parts.flatMap((part) => part.findings),
    targets: Object.assign(bareMap(), ...parts.map((part) => part.targets)) as Targets,
  };
}

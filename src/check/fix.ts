import { rm } from 'node:fs/promises';
import type { Diagnostic } from '../fault/diagnostic.ts';
import { orderKeys } from '../record/key-order.ts';
import { atomicWrite } from '../store/atomic.ts';
import { derivedFiles, isOurs } from '../store/derived.ts';
import type { Project } from '../store/project.ts';
import { containedPath, readRecord } from '../store/read.ts';
import type { Row } from '../work/row.ts';

/** A file that a remedy changes: its new text, or undefined where it goes. */
export interface Fix {
  readonly path: string;
  readonly text: string | undefined;
}

const byRule = (findings: readonly Diagnostic[], code: string): string[] => [
  ...new Set(findings.filter((one) => one.code === code).map((one) => one.path ?? '')),
];

/** The remedies that are surely safe, for findings that have one. Writes nothing. */
export async function planFixes(
  project: Project,
  findings: readonly Diagnostic[],
  rows: () => Promise<readonly Row[]>,
): Promise<Fix[]> {
  const fixes: Fix[] = [];
  for (const path of byRule(findings, 'key-order')) {
    const kind = project.layout.kindOfPath(path);
    const text = await readRecord(project, path);
    const ordered = kind && text !== undefined ? orderKeys(text, kind) : undefined;
    if (ordered !== undefined && ordered !== text) fixes.push({ path, text: ordered });
  }
  const stale = new Set(byRule(findings, 'stale-derived'));
  if (stale.size === 0) return fixes;
  for (const file of await derivedFiles(project, await rows())) {
    // Where keys were moved as well, the log is brought up to date by the next run: one remedy a file.
    if (stale.has(file.path) && isOurs(file) && !fixes.some(({ path }) => path === file.path))
      fixes.push({ path: file.path, text: file.want });
  }
  return fixes;
}

/** Applies the remedies, each file as a whole. */
export async function applyFixes(project: Project, fixes: readonly Fix[]): Promise<void> {
  for (const { path, text } of fixes) {
    const file = containedPath(project, path);
    if (text === undefined) await rm(file, { force: true });
    else await atomicWrite(file, text);
  }
}

import { rm } from 'node:fs/promises';
import type { Diagnostic } from '../fault/diagnostic.ts';
import { CanonError } from '../fault/error.ts';
import { orderKeys } from '../record/key-order.ts';
import { parseFrontmatterFully } from '../record/frontmatter.ts';
import { setValues } from '../record/set-values.ts';
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
  const texts = new Map<string, string>();
  const mend = async (
    path: string,
    how: (text: string) => string | undefined | Promise<string | undefined>,
  ): Promise<void> => {
    const text = texts.get(path) ?? (await readRecord(project, path));
    const after = text === undefined ? undefined : await how(text);
    if (after !== undefined && after !== text) texts.set(path, after);
  };
  for (const path of byRule(findings, 'key-order')) {
    const kind = project.layout.kindOfPath(path);
    if (kind) await mend(path, (text) => orderKeys(text, kind));
  }
  for (const { code, path, args } of findings) {
    if (code !== 'one-sided-supersedes' || path === undefined) continue;
    const id = String(args?.['id'] ?? '');
    if (args?.['missing'] === 'superseded_by' || args?.['missing'] === 'supersedes')
      await mend(path, (text) => withOtherSide(text, args['missing'] as 'superseded_by' | 'supersedes', id));
  }
  const fixes: Fix[] = [...texts].map(([path, text]) => ({ path, text }));
  const stale = new Set(byRule(findings, 'stale-derived'));
  if (stale.size === 0) return fixes;
  for (const file of await derivedFiles(project, await rows())) {
    // Where keys were moved as well, the log is brought up to date by the next run: one remedy a file.
    if (stale.has(file.path) && isOurs(file) && !texts.has(file.path))
      fixes.push({ path: file.path, text: file.want });
  }
  return fixes;
}

/** The text with the other side of a succession; as it is where somebody wrote another, or it cannot be edited. */
async function withOtherSide(
  text: string,
  key: 'superseded_by' | 'supersedes',
  id: string,
): Promise<string | undefined> {
  const read = await parseFrontmatterFully(text);
  const there = read.ok ? read.data[key] : undefined;
  try {
    if (!read.ok) return undefined;
    if (key === 'superseded_by')
      return there == null ? await setValues(text, [{ key, value: id }]) : undefined;
    if (there != null && !Array.isArray(there)) return undefined;
    return await setValues(text, [{ key, value: [...((there as string[] | null | undefined) ?? []), id] }]);
  } catch (error) {
    // Frontmatter that no edit surely leaves whole is left alone.
    if (error instanceof CanonError) return undefined;
    throw error;
  }
}

/** Applies the remedies, each file as a whole. */
export async function applyFixes(project: Project, fixes: readonly Fix[]): Promise<void> {
  for (const { path, text } of fixes) {
    const file = containedPath(project, path);
    if (text === undefined) await rm(file, { force: true });
    else await atomicWrite(file, text);
  }
}

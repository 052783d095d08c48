import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CanonError } from '../../fault/error.ts';
import { ASSETS } from '../../import/item.ts';
import type { UndoneItem } from '../../import/report/plan-undo.ts';
import { absent } from '../../store/atomic.ts';
import { type ReportFile, REPORTS } from '../../store/imports/report.ts';
import type { Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';

/**
 * Assets of reports that are taken back, and that nothing which stays refers to: no record, no other Markdown of the
 * repository (a record may have been moved to where canon knows it no more), no other report. What cannot be
 * read may refer to any.
 */
export async function unusedAssets(
  project: Project,
  reports: readonly ReportFile[],
  items: readonly UndoneItem[],
  rows: readonly string[],
): Promise<string[]> {
  const own = new Set(reports.flatMap(({ report }) => report.assets));
  if (own.size === 0) return [];
  const names = (await readdir(join(project.root, REPORTS)).catch(absent)) ?? [];
  const mine = new Set(reports.map(({ path }) => path));
  const others = names
    .filter((name) => name.endsWith('.json'))
    .map((name) => `${REPORTS}/${name}`)
    .filter((path) => !mine.has(path));
  const going = new Set(items.flatMap(({ action, file }) => (action === 'remove' ? [file] : [])));
  for (const { path, name } of await namedInMarkdown(project)) {
    if (!going.has(path)) own.delete(`${ASSETS}/${name}`);
  }
  // Records that git is told to ignore are records all the same.
  for (const path of [...others, ...rows.filter((one) => !going.has(one))]) {
    if (own.size === 0) break;
    const text = await readUnlessOdd(project, path);
    if (text === null) return [];
    for (const asset of own) if (text?.includes(asset.slice(ASSETS.length + 1))) own.delete(asset);
  }
  return [...own];
}

const NAME = '[0-9a-f]{64}\\.[a-z0-9]+';
const MARKDOWN = /\.(?:md|mdx|markdown)$/i;

/** What reads like the name of an asset in the Markdown of the work tree. */
async function namedInMarkdown({
  repo,
  top,
  prefix,
}: Project): Promise<{ readonly path: string; readonly name: string }[]> {
  const args = ['grep', '--untracked', '--full-name', '--text', '-z', '-o', '-H', '-E', '-e', NAME];
  // Not found is an answer.
  const { stdout } = await repo.git.run(args, { ok: [0, 1], cwd: top });
  return stdout.split('\n').flatMap((line) => {
    const [path = '', name] = line.split('\0');
    if (name === undefined || !MARKDOWN.test(path)) return [];
    return [{ path: path.startsWith(prefix) ? path.slice(prefix.length) : `../${path}`, name }];
  });
}

/** @returns null for what is there and no text; undefined for what is gone */
async function readUnlessOdd(project: Project, path: string): Promise<string | null | undefined> {
  try {
    return await readRecord(project, path);
  } catch (error) {
    if (error instanceof CanonError) return null;
    throw error;
  }
}

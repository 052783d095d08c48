import type { Project } from '../../store/project.ts';
import { FileFault, type SourceFile, wholeFile } from '../archive/source-file.ts';
import type { SourceContents, SourceItem, SourceProblem } from '../item.ts';
import type { ReadOptions } from '../reader.ts';
import { mappedKind } from '../map.ts';
import { createAssets } from './assets.ts';
import { composeItem } from './compose-item.ts';
import { type Draft, makeDrafts } from './drafts.ts';
import type { ExportFiles } from './export-files.ts';
import { createHierarchy } from './hierarchy.ts';
import { indexIds } from './index-ids.ts';
import { type DraftLinks, linksOf, type LinkTables } from './item-links.ts';
import { INDEX_LIMIT } from './limits.ts';
import { loneTables } from './lone-tables.ts';
import { readTexts } from './pages.ts';
import { relationsOf } from './relations.ts';
import { createResolve } from './resolve-link.ts';

/** Makes items of an export's files. */
export async function composeExport(
  files: ExportFiles,
  project: Project,
  options: ReadOptions,
): Promise<Pick<SourceContents, 'items' | 'assets' | 'problems' | 'passed'>> {
  const { map, signal } = options;
  const hierarchy = createHierarchy(files.pages, files.tables);
  const ids = files.index ? indexIds(await listOf(files.index)) : new Map<string, string>();
  const texts = await readTexts(files, hierarchy, options);
  const made = makeDrafts(texts, hierarchy, ids, map);
  const pages = new Set(made.drafts.map(({ page }) => page?.path));
  const isBelowPage = (one: { readonly folder: string }): boolean => {
    const page = hierarchy.pageAbove(one);
    return page !== undefined && pages.has(page.path);
  };
  const drafts = [...made.drafts, ...loneTables(made.wanted, made.drafts, isBelowPage, map)];

  const problems: SourceProblem[] = [...texts.problems];
  const assets = createAssets(undefined, (path) => mappedKind(map, path) === 'skip');
  const tables: LinkTables = {
    resolve: createResolve(files, (page) => page.id ?? ids.get(page.path)),
    idOf: new Map(drafts.flatMap(({ page, id }) => (page ? [[page.path, id] as const] : []))),
    assets,
    problems,
  };
  const links = new Map<Draft, DraftLinks>();
  for (const draft of drafts) {
    signal.throwIfAborted();
    links.set(draft, await linksOf(draft, tables));
  }
  const relations = await relationsOf({ drafts, links, files, hierarchy, tables, wanted: made.wanted });
  const synonyms = { ...project.config.import.sections, ...map.sections };
  const items: SourceItem[] = [];
  for (const [draft, found] of links) {
    signal.throwIfAborted();
    items.push(await composeItem(draft, found, relations.get(draft) ?? [], { map, synonyms }));
  }
  return {
    items: items.toSorted(inOrder),
    assets: assets.byHash,
    problems: [...problems, ...assets.problems],
    passed: files.passed + made.skipped,
  };
}

/** By day, then by where they stand: sessions of one day are numbered in this order, the same at every run. */
function inOrder(a: SourceItem, b: SourceItem): number {
  const [one, other] = [key(a), key(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

const key = ({ created, path, id }: SourceItem): string => `${created?.value ?? '~'} ${path} ${id}`;

/** The export's list of pages; ids alone are taken from it, and a damaged one is none. */
async function listOf(index: SourceFile): Promise<string> {
  try {
    return (await wholeFile(index, INDEX_LIMIT)).toString('utf8');
  } catch (error) {
    if (error instanceof FileFault) return '';
    throw error;
  }
}

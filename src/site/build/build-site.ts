import { look } from '../../store/look.ts';
import type { Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import { readRows } from '../../store/rows.ts';
import { wordsOf } from '../language/words.ts';
import { makePages } from '../pages/pages.ts';
import { machineFiles } from '../machines/machines.ts';
import { searchFiles } from '../machines/search-files.ts';
import { readSite } from '../read/read-site.ts';
import { makeHighlighter } from '../markdown/highlight.ts';
import { keptCode } from './kept-code.ts';
import { pageFiles } from './page-files.ts';
import { sitePictures } from './pictures.ts';
import { namesOf } from './resolve.ts';
import { siteAssets } from './site-assets.ts';
import { writeSite } from './write-site.ts';

/** What was built. */
export interface BuiltSite {
  /** The folder, absolute. */
  readonly out: string;
  readonly pages: number;
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** Paths of the records that do not parse; each has a page that says so. */
  readonly broken: readonly string[];
}

/**
 * Builds the site of the work tree as it stands into a folder. Only what has changed is written.
 * @param out absolute
 * @param assets the folder of the site's style and scripts
 * @throws E_SITE_FOLDER where the folder holds anything that canon did not write
 */
export async function buildSite(project: Project, out: string, assets: string): Promise<BuiltSite> {
  const seen = await look(project);
  const rows = await readRows(project, seen);
  const model = await readSite(project, rows, seen.clock);
  const pages = makePages(model);
  const own = siteAssets(assets);
  const pictures = await sitePictures(project, model, seen.clock);
  const code = keptCode(project);
  const drawing = {
    project,
    model,
    names: namesOf(model),
    words: wordsOf(model.settings.language),
    assets: own.assets,
    picture: pictures.find,
    code: makeHighlighter(code),
  };
  const search = searchFiles(model, drawing.words, (path) => readRecord(project, path));
  const files = [
    ...own.files,
    ...pictures.files,
    ...pageFiles(pages, drawing),
    ...machineFiles(model, pages),
    ...search,
  ];
  const { written, removed } = await writeSite(project, out, files);
  code.save();
  const broken = model.records.filter(({ row }) => row.fault !== undefined).map(({ row }) => row.path);
  return { out, pages: pages.length, written, removed, broken };
}

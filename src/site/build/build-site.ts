import type { Diagnostic } from '../../fault/diagnostic.ts';
import type { Asked as Request } from '../../store/kept.ts';
import type { Project } from '../../store/project.ts';
import { type Sight, sight } from '../../store/sight.ts';
import { nameHash } from '../../text/name-hash.ts';
import { wordsOf } from '../language/words.ts';
import { machineFiles, machineNotes } from '../machines/machines.ts';
import { searchFiles } from '../machines/search-files.ts';
import { wordsBeside } from '../machines/words-beside.ts';
import { makeHighlighter } from '../markdown/highlight.ts';
import type { SiteSettings } from '../model.ts';
import { makePages } from '../pages/pages.ts';
import { readSettings, readSite } from '../read/read-site.ts';
import { keepBuild } from './keep-build.ts';
import { keptCode } from './kept-code.ts';
import type { BuildMemory } from './memory.ts';
import { pageFiles } from './page-files.ts';
import { sitePictures } from './pictures.ts';
import { pagesAsBefore } from './remembered-pages.ts';
import { namesOf } from './resolve.ts';
import { ignoringItself } from './ignore-itself.ts';
import { siteAssets } from './site-assets.ts';
import type { SiteFile } from './site-file.ts';
import { oneBuild } from './site-lock.ts';
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
  /** The same of those that have none: a tag that is kept out may be one of theirs. */
  readonly unread: readonly string[];
  /** What is not as it might be. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Where and how a build is kept, so that the next one knows at once that nothing has changed. */
export interface KeepAs {
  readonly asked: Request;
  /** A time before the project was opened, in milliseconds: what changed since is not kept. */
  readonly began: number;
}

/**
 * Builds the site of the work tree as it stands into a folder. Only what has changed is written.
 * @param out absolute
 * @param assets the folder of the site's style and scripts
 * @param how how it is kept; and what this process remembers of its last build of the same project into a folder that
 * nobody else writes into
 * @throws E_SITE_FOLDER where the folder holds anything that canon did not write, E_SITE_NAMES
 */
export async function buildSite(
  project: Project,
  out: string,
  assets: string,
  { keepAs, memory = {} }: { readonly keepAs?: KeepAs | undefined; readonly memory?: BuildMemory } = {},
): Promise<BuiltSite> {
  const name = nameHash(out);
  return await oneBuild(project, name, async () => {
    // Git is started for them while there is little in memory, which makes that quicker, and answers beside the rest.
    const settings = readSettings(project);
    settings.catch(() => {});
    const seen = await sight(project, { env: project.repo.git.env });
    const made = await filesOf(project, seen, { out, assets, settings }, memory);
    const { written, removed, stamps, folders } = await writeSite(project, { out, name }, made.files, memory);
    made.written();
    await seen.write();
    const { pages, broken, unread, diagnostics } = made;
    const built = { out, pages, broken, unread, diagnostics };
    if (keepAs) await keepBuild(project, seen, keepAs, { built, assets, stamps, folders, reads: made.reads });
    return { ...built, written, removed };
  });
}

interface SiteFiles {
  readonly files: readonly SiteFile[];
  readonly pages: number;
  readonly broken: readonly string[];
  readonly unread: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Files of the repository that decided something, absolute; some are not there. Complete once all is written. */
  readonly reads: () => Iterable<string>;
  /** To be called once all is written. */
  readonly written: () => void;
}

/** Every file of the site, none of them made yet. */
async function filesOf(
  project: Project,
  { rows, status, clock }: Sight,
  {
    out,
    assets,
    settings,
  }: { readonly out: string; readonly assets: string; readonly settings: Promise<SiteSettings> },
  memory: BuildMemory,
): Promise<SiteFiles> {
  const read = await readSite(project, rows, { clock, head: status.head, settings }, memory);
  const { texts, unread, notes } = read;
  // What is kept out is kept out of texts as well, which then are of other records too.
  const before = project.config.site.exclude.length === 0 ? memory.pages : undefined;
  const same = before && pagesAsBefore(before, read.model);
  const { model, pages } = same ?? { model: read.model, pages: makePages(read.model) };
  const own = siteAssets(assets, model.settings.url !== undefined);
  const pictures = await sitePictures(project, model, clock);
  const code = keptCode(project);
  const drawing = {
    project,
    model,
    texts,
    names: namesOf(model),
    words: wordsOf(model.settings.language),
    assets: own.assets,
    picture: pictures.find,
    code: makeHighlighter(code),
  };
  // Of texts that are cut the thread would know nothing.
  const beside = project.config.site.exclude.length === 0 ? wordsBeside(project, assets) : undefined;
  const search = searchFiles(model, drawing.words, texts.read, beside);
  const { files: ofPages, keys } = pageFiles(pages, drawing, before?.keys);
  const machines = (same && before?.machines) ?? machineFiles(model, pages, drawing.words);
  memory.pages = { model, pages, keys, machines };
  const files = [
    ...own.files,
    ...pictures.files,
    ...ofPages,
    ...machines,
    ...search,
    ...ignoringItself(project, out),
  ];
  return {
    files,
    pages: pages.length,
    broken: model.records.filter(({ row }) => row.fault !== undefined).map(({ row }) => row.path),
    unread,
    diagnostics: [...machineNotes(model.settings), ...notes],
    reads: () => new Set([...pictures.reads, ...files.flatMap(({ reads = [] }) => reads)]),
    written: code.save,
  };
}

import { basename, resolve } from 'node:path';
import { CanonError } from '../../fault/error.ts';
import { slugify } from '../../record/slug.ts';
import { openArchive } from '../archive/open-archive.ts';
import type { SourceFile } from '../archive/source-file.ts';
import type { SourceContents } from '../item.ts';
import type { Reader } from '../reader.ts';
import { composeExport } from './compose-export.ts';
import { sortFiles } from './export-files.ts';
import { placeInExport } from './page-name.ts';

/** Reads Notion's "Markdown & CSV" export: a zip, a zip of zips in one or more parts, or a folder. */
export const readNotion: Reader = async (project, world, path, options) => {
  const paths = options.paths.length > 0 ? options.paths : path === undefined ? [] : [path];
  const [first] = paths;
  if (first === undefined) throw new CanonError('E_IMPORT_ARCHIVE_MISSING', { data: { path: '' } });
  options.say(`Opening ${first}`);
  const archive = await openArchive(
    paths.map((shown) => ({ file: resolve(world.cwd, shown), shown })),
    { signal: options.signal, isPart, place: placeInExport },
  );
  try {
    const files = sortFiles(archive.files);
    if (files.pages.length === 0 && files.tables.length === 0) throw nothing(first, archive);
    const contents = await composeExport(files, project, options);
    return {
      ...contents,
      source: 'notion',
      name: await nameOf(first),
      problems: [...archive.problems, ...contents.problems],
      close: archive.close,
    } satisfies SourceContents;
  } catch (error) {
    await archive.close();
    throw error;
  }
};

/** Parts of an export are zips of a known name, or all that there is; other zips are attachments. */
function isPart(path: string, siblings: readonly SourceFile[]): boolean {
  if (path.includes('/')) return false;
  return (
    /(?:^Export(?:Block)?-|-Part-\d+\.zip$)/i.test(path) ||
    !siblings.some((one) => /\.(?:md|csv)$/i.test(one.path))
  );
}

function nothing(
  path: string,
  {
    files,
    problems,
  }: { readonly files: readonly SourceFile[]; readonly problems: SourceContents['problems'] },
): CanonError {
  const code = problems.some((problem) => problem.code === 'import-archive-encrypted')
    ? 'E_IMPORT_ARCHIVE_ENCRYPTED'
    : problems.some((problem) => problem.code === 'import-archive-damaged')
      ? 'E_IMPORT_ARCHIVE_DAMAGED'
      : files.some((file) => /\.html$/i.test(file.path) && file.path !== 'index.html')
        ? 'E_IMPORT_NOTION_HTML'
        : 'E_IMPORT_NOTION_EMPTY';
  return new CanonError(code, { path, data: { path } });
}

/** The export's name without the digits that are others each time: the next export of a workspace is the same source. */
async function nameOf(path: string): Promise<string> {
  const plain = basename(resolve('/', path))
    .replace(/\.zip$/i, '')
    .replace(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}_?/gi, '')
    .replace(/-?Part-\d+$/i, '')
    .replace(/\s*\(\d+\)$/, '');
  return /[\p{L}\p{N}]/u.test(plain) ? slugify(plain) : 'export';
}

import { createHash } from 'node:crypto';
import { CanonError } from '../../fault/error.ts';
import { troubleProblem } from '../archive/problem.ts';
import { FileFault, type SourceFile, wholeFile } from '../archive/source-file.ts';
import type { SourceProblem } from '../item.ts';
import type { ReadOptions } from '../reader.ts';
import { decodeText } from './decode-text.ts';
import type { PageFile, TableFile } from './export-files.ts';
import type { Hierarchy } from './hierarchy.ts';
import { PAGE_LIMIT, TABLE_LIMIT, TEXT_LIMIT } from './limits.ts';
import { outdent } from './outdent.ts';
import { type PageHead, readHead } from './page-head.ts';
import { meaningOf } from './property-names.ts';
import { type Cells, readTable } from './read-table.ts';

/** A page as it was read. */
export interface Page extends PageFile {
  readonly text: string;
  readonly hash: string;
  /** It was no UTF-8. */
  readonly odd: boolean;
  readonly head: PageHead;
  readonly title: string;
  /** Neither its heading nor its file's name says one. */
  readonly untitled: boolean;
}

/** A database as it was read. */
export interface Table extends TableFile, Cells {
  /** It could not be read as a table: all that it says has to come along as a file. */
  readonly broken: boolean;
}

export interface Texts {
  readonly tables: readonly Table[];
  readonly pages: readonly Page[];
  readonly problems: readonly SourceProblem[];
}

/** Reads all databases, then all pages: what a page's first lines are, its database says. */
export async function readTexts(
  files: { readonly pages: readonly PageFile[]; readonly tables: readonly TableFile[] },
  { tableAbove }: Pick<Hierarchy, 'tableAbove'>,
  { signal, say }: Pick<ReadOptions, 'signal' | 'say'>,
): Promise<Texts> {
  const problems: SourceProblem[] = [];
  let total = 0;

  const read = async (file: SourceFile, most: number): Promise<Buffer | undefined> => {
    signal.throwIfAborted();
    try {
      const bytes = await wholeFile(file, most);
      total += bytes.length;
      if (total > TEXT_LIMIT)
        throw new CanonError('E_IMPORT_ARCHIVE_SIZE', {
          path: file.path,
          data: { path: file.path, most: TEXT_LIMIT },
        });
      return bytes;
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      problems.push(troubleProblem(file.path, error.trouble));
      return undefined;
    }
  };

  const tables: Table[] = [];
  for (const table of files.tables) {
    const bytes = await read(table.file, TABLE_LIMIT);
    if (!bytes) continue;
    const decoded = decodeText(bytes);
    const cells = decoded && (await readTable(decoded.text, TABLE_LIMIT));
    if (!cells) problems.push({ code: 'import-notion-table', path: table.path, lost: false });
    tables.push({ ...table, columns: [], rows: [], ...cells, broken: !cells });
  }
  const byPath = new Map(tables.map((table) => [table.path, table]));
  const pages: Page[] = [];
  for (const file of files.pages) {
    const bytes = await read(file.file, PAGE_LIMIT);
    if (!bytes) continue;
    if (pages.length % 100 === 0) say(`${pages.length} of ${files.pages.length} pages`);
    const decoded = decodeText(bytes);
    if (!decoded) {
      problems.push({ code: 'import-notion-binary', path: file.path, lost: true });
      continue;
    }
    const text = await outdent(decoded.text.replaceAll('\r\n', '\n'));
    const table = byPath.get(tableAbove(file)?.path ?? '');
    const columns = table && table.columns.length > 0 ? { names: table.columns, all: table.all } : undefined;
    const found = readHead(text, columns, (key) => meaningOf(key) !== undefined);
    // What was indented below a property is below none in the record.
    const head = { ...found, body: await outdent(found.body) };
    const title = head.title ?? file.name;
    pages.push({
      ...file,
      text,
      hash: createHash('sha256').update(bytes).digest('hex'),
      odd: decoded.odd,
      head,
      title: title === '' ? 'Untitled' : title,
      untitled: title === '',
    });
  }
  return { tables, pages, problems };
}

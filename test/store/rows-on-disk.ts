import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isUtf8 } from 'node:buffer';
import { KINDS } from '../../src/record/kinds.ts';
import type { Project } from '../../src/store/project.ts';
import { newestFirst } from '../../src/work/order.ts';
import type { Row } from '../../src/work/row.ts';
import { brokenRow, toRowFully } from '../../src/work/to-row.ts';

/** The rows as they should be, worked out in the plainest way there is: read every file. */
export async function rowsOnDisk(project: Project): Promise<Row[]> {
  const rows: Row[] = [];
  for (const kind of KINDS) {
    const dir = project.layout.dirOf(kind);
    for (const path of walk(project.root, dir)) {
      if (project.layout.kindOfPath(path) !== kind) continue;
      const file = join(project.root, path);
      const bytes = lstatSync(file).isSymbolicLink() ? undefined : readFileSync(file);
      if (bytes === undefined) rows.push(brokenRow(path, kind, { code: 'E_FILE_SYMLINK' }));
      else if (!isUtf8(bytes)) rows.push(brokenRow(path, kind, { code: 'E_FILE_NOT_UTF8' }));
      else rows.push(await toRowFully(path, kind, bytes.toString('utf8')));
    }
  }
  return newestFirst(rows.sort((a, b) => (a.path < b.path ? -1 : 1)));
}

function walk(root: string, dir: string): string[] {
  for (let at = dir; at !== '.'; at = dirname(at)) {
    if (!lstatSync(join(root, at), { throwIfNoEntry: false })?.isDirectory()) return [];
  }
  return readdirSync(join(root, dir), { withFileTypes: true }).flatMap((entry) => {
    const path = `${dir}/${entry.name}`;
    return entry.isDirectory() ? walk(root, path) : [path];
  });
}

import { CanonError } from '../../fault/error.ts';
import { readHead } from '../../git/head.ts';
import { objectId } from '../../git/object-id.ts';
import { claimedNames } from '../../identity/claim-file.ts';
import { usedNames } from '../../identity/next-id.ts';
import type { Operators } from '../../identity/operators.ts';
import type { SourceContents } from '../../import/item.ts';
import type { ImportMap } from '../../import/map.ts';
import type { ImportGround } from '../../import/plan/plan.ts';
import type { ReportFile } from '../../store/imports/report.ts';
import { importedElsewhere } from './elsewhere.ts';
import { formatTime } from '../../record/ids.ts';
import { type Kind, KINDS } from '../../record/kinds.ts';
import { localDate } from '../../record/local-date.ts';
import type { Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import { readRows } from '../../store/rows.ts';
import type { World } from '../../world.ts';

/** What the command knows besides the project. */
export interface Asked {
  readonly operators: Operators;
  readonly operator: string | undefined;
  readonly map: ImportMap;
  readonly reports: readonly ReportFile[];
  readonly pause: (done: number) => Promise<void>;
}

/** Looks up what a plan stands on. `committed` says of a file whether HEAD has it. */
export async function groundOf(
  project: Project,
  world: World,
  contents: SourceContents,
  asked: Asked,
): Promise<ImportGround & { readonly committed: (path: string) => boolean }> {
  const [rows, names, claims, blobs, elsewhere] = await Promise.all([
    readRows(project).then((set) => set.all()),
    Promise.all(KINDS.map(async (kind) => [kind, await usedNames(project, kind)] as const)),
    claimedNames(project),
    blobsInPlace(project, contents),
    importedElsewhere(project, contents),
  ]);
  const taken = Object.fromEntries(names) as Record<Kind, Set<string>>;
  for (const { kind, aliases } of rows) for (const alias of aliases ?? []) taken[kind].add(alias);
  for (const name of claims) {
    if (name.startsWith('ADR-')) taken.adr.add(name.slice('ADR-'.length));
    else taken.session.add(name);
  }
  const now = world.now();
  return {
    ...asked,
    layout: project.layout,
    prefix: project.prefix,
    at: formatTime(now),
    today: localDate(now),
    rows,
    taken,
    elsewhere,
    read: (path) => readUnlessOdd(project, path),
    blobOf: async (path) => {
      const oid = blobs.get(path);
      const text = oid === undefined ? undefined : await readUnlessOdd(project, path);
      if (text === undefined) return undefined;
      const same = [text, text.replaceAll('\r\n', '\n')].some(
        (one) => objectId(project.repo.objectFormat, { type: 'blob', bytes: Buffer.from(one) }) === oid,
      );
      return same ? oid : undefined;
    },
    committed: (path) => blobs.has(path),
  };
}

/** The text of a record; undefined where it is no text of the repository's (any more). */
async function readUnlessOdd(project: Project, path: string): Promise<string | undefined> {
  try {
    return await readRecord(project, path);
  } catch (error) {
    if (error instanceof CanonError) return undefined;
    throw error;
  }
}

/** Git's objects of the files that become records where they are, as HEAD has them. */
async function blobsInPlace(project: Project, { items }: SourceContents): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const { oid } = await readHead(project.repo);
  if (oid === null || !items.some((item) => item.inPlace)) return found;
  const folder = project.prefix + project.layout.dirOf('session');
  const { stdout } = await project.repo.git.run(['ls-tree', '-r', '-z', '--full-tree', oid, '--', folder]);
  for (const line of stdout.split('\0')) {
    const [, blob = '', path = ''] = /^\d+ blob ([0-9a-f]+)\t([^]+)$/.exec(line) ?? [];
    if (path.startsWith(project.prefix)) found.set(path.slice(project.prefix.length), blob);
  }
  return found;
}

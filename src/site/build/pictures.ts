import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { BUILD } from '../../store/build.ts';
import { fileStamp, isSettled } from '../../store/file-stamp.ts';
import { localFile } from '../../store/local.ts';
import { MOST_CACHE, readPlain } from '../../store/plain-file.ts';
import type { Project } from '../../store/project.ts';
import { readContained } from '../../store/read.ts';
import { writeNow } from '../../store/write-now.ts';
import type { Picture } from '../markdown/body.ts';
import type { SiteModel } from '../model.ts';
import { pictureEnding, pictureSize } from './picture-size.ts';
import type { SiteFile } from './site-file.ts';

const LARGEST = 10 << 20;
const NAME = ['cache', 'site-pictures.json'] as const;
// Local state may have come with an archive: what it names is written to.
const OWN = /^assets\/files\/[0-9a-f]{16}\.[a-z]{3,4}$/;

/** Pictures of the repository that records show. */
export interface Pictures {
  /** The picture at a path from the project's root, its address from the site's root. */
  readonly find: (path: string) => Picture | undefined;
  /** Their copies: a picture has one, however many records show it. */
  readonly files: readonly SiteFile[];
  /** Absolute paths of all that were looked for, there or not. */
  readonly reads: readonly string[];
}

/** What is known of a file by its stamp; null where it is no picture. */
type Known = Map<string, readonly [stamp: string, picture: Picture | null]>;

/**
 * Looks up the pictures that records link to. Files that have not changed since the last build are not read.
 * @param clock the file system's time from before; undefined where nothing may be kept
 */
export async function sitePictures(
  project: Project,
  { records }: Pick<SiteModel, 'records'>,
  clock: number | undefined,
): Promise<Pictures> {
  const paths = new Set<string>();
  for (const { facts } of records)
    for (const path of facts.links) if (pictureEnding(path) !== undefined) paths.add(path);
  if (paths.size === 0) return { find: () => undefined, files: [], reads: [] };
  const before = readKnown(project);
  const next: Known = new Map();
  const found = new Map<string, Picture>();
  const files = new Map<string, SiteFile>();
  let isSame = before.size === paths.size;
  for (const path of paths) {
    const { stamp, stats } = stampOf(project, path);
    const known = before.get(path);
    const holds = known !== undefined && known[0] === stamp;
    isSame &&= holds;
    const fits = stats?.isFile() === true && stats.size <= LARGEST;
    const picture = holds ? known[1] : fits ? await look(project, path) : null;
    if (clock !== undefined && isSettled(stats, clock)) next.set(path, [stamp, picture]);
    if (!picture) continue;
    found.set(path, picture);
    files.set(picture.href, {
      path: picture.href,
      key: picture.href,
      make: async () => ({ content: (await bytesOf(project, path)) ?? '' }),
    });
  }
  if (!isSame) writeKnown(project, next);
  const reads = [...paths].map((path) => join(project.root, path));
  return { find: (path) => found.get(path), files: [...files.values()], reads };
}

function stampOf(project: Project, path: string): ReturnType<typeof fileStamp> {
  try {
    return fileStamp(join(project.root, path));
  } catch {
    return { stamp: '-', stats: undefined };
  }
}

async function look(project: Project, path: string): Promise<Picture | null> {
  const bytes = await bytesOf(project, path);
  const ending = pictureEnding(path);
  if (!bytes || ending === undefined) return null;
  const size = await pictureSize(bytes, ending);
  if (!size) return null;
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return { href: `assets/files/${hash}.${ending}`, ...size };
}

/** A regular file inside of the repository, read through no link; undefined for anything else. */
async function bytesOf(project: Project, path: string): Promise<Buffer | undefined> {
  return await readContained(project, path).catch(() => undefined);
}

function readKnown(project: Project): Known {
  try {
    const kept = JSON.parse(readPlain(join(project.local, ...NAME), MOST_CACHE)?.text ?? 'null') as {
      made: string;
      files: [string, readonly [string, Picture | null]][];
    } | null;
    if (kept?.made !== BUILD) return new Map();
    return new Map(kept.files.filter(([, [, picture]]) => picture === null || isOwn(picture)));
  } catch {
    return new Map();
  }
}

const isOwn = ({ href, width, height }: Picture): boolean =>
  OWN.test(href) && Number.isSafeInteger(width) && Number.isSafeInteger(height);

function writeKnown(project: Project, known: Known): void {
  try {
    writeNow(localFile(project, ...NAME), JSON.stringify({ made: BUILD, files: [...known] }));
  } catch {
    // The next build looks at them again.
  }
}

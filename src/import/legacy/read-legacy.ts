import { CanonError } from '../../fault/error.ts';
import { parseFrontmatterFully } from '../../record/frontmatter.ts';
import { slugify } from '../../record/slug.ts';
import type { Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import type { Doubt, SourceItem, SourceProblem } from '../item.ts';
import type { FileOrigin, Reader, ReadOptions } from '../reader.ts';
import { sha256 } from '../../store/imports/standing.ts';
import { chooseFiles } from './choose.ts';
import { factsOf } from './facts.ts';
import { normalizeHeadings } from './normalize.ts';

/** Files between two looks at whether to stop. */
const AT_A_TIME = 50;

/**
 * Sessions from before canon that are where sessions belong: each becomes a record where it is. What is one already is
 * passed over.
 */
export const readLegacy: Reader = async (project, world, _path, options) => {
  const folder = project.layout.dirOf('session');
  const paths = chooseFiles(project, world.cwd, options.paths);
  const origins = paths.length === 0 ? new Map<string, FileOrigin>() : await options.origins([folder]);
  const items: SourceItem[] = [];
  const problems: SourceProblem[] = [];
  let passed = 0;
  for (const [at, path] of paths.entries()) {
    if (at % AT_A_TIME === 0) {
      options.say(`Reading ${folder}: ${at} of ${paths.length}`);
      await new Promise(setImmediate);
      options.signal.throwIfAborted();
    }
    const read = await readOne(project, path, origins.get(path), options);
    if (read === undefined) passed += 1;
    else if ('lost' in read) problems.push(read);
    else items.push(read);
  }
  return {
    source: 'legacy',
    name: await slugify(folder),
    items,
    assets: new Map(),
    problems,
    passed,
    close: async () => {},
  };
};

async function readOne(
  project: Project,
  path: string,
  origin: FileOrigin | undefined,
  { normalize }: ReadOptions,
): Promise<SourceItem | SourceProblem | undefined> {
  let text: string | undefined;
  try {
    text = await readRecord(project, path);
  } catch (error) {
    if (!(error instanceof CanonError)) throw error;
    return { code: 'import-unreadable', path, args: { why: error.code }, lost: true };
  }
  // Gone since it was listed.
  if (text === undefined) return undefined;
  const parsed = await parseFrontmatterFully(text, 'session');
  if (!parsed.ok) {
    const { code, line, args } = parsed.fault;
    return { code: 'import-broken-frontmatter', path, line, args: { ...args, why: code }, lost: true };
  }
  const { data, document } = parsed;
  if (data['kind'] === 'session') return undefined;
  // A claim of the original system: there is nothing in it yet.
  if (data['claimed_at'] != null && document.body.trim() === '') return undefined;
  const { title, titled, author, created, fields } = await factsOf(path, text, origin);
  const doubts: Doubt[] = titled ? [] : ['title'];
  return {
    id: path,
    path,
    hash: sha256(text),
    text,
    kind: { value: 'session', from: 'name' },
    title,
    ...(author ? { author } : {}),
    ...(created ? { created } : {}),
    fields,
    aliases: [],
    sections: [],
    links: new Map(),
    assets: [],
    inPlace: { path, edits: normalize ? await normalizeHeadings(document) : [] },
    doubts,
  };
}

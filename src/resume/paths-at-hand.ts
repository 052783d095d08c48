import type { Status } from '../git/status.ts';
import { linkTarget } from '../record/link-target.ts';
import { linkCandidates } from '../record/links.ts';
import type { Project } from '../store/project.ts';

/** The files that differ from HEAD, from the project's root; canon's own are no sign of what is worked at. */
export function dirtyPaths(
  { prefix, layout }: Pick<Project, 'prefix' | 'layout'>,
  { entries }: Pick<Status, 'entries'>,
): string[] {
  return entries
    .map(({ path }) => path)
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice(prefix.length))
    .filter((path) => !layout.isOwnPath(path));
}

// Words with a slash in them, or between backticks with a dot: what people write when they mean a file.
const PATH = /`([\w.@+/-]{1,200})`|(?<![\w/:.-])((?:[\w.@+-]+\/)+[\w.@+-]*\w)/g;
const MOST = 40;
/** No task says more. */
const LONGEST = 20_000;

/**
 * The paths that a text of Markdown names: what its links lead to, and words that look like paths. What is none
 * harms nobody: no pattern is of it.
 * @param from the file the text stands in
 */
export function namedPaths(text: string, from: string, prefix = ''): string[] {
  const found = new Set<string>();
  const said = text.slice(0, LONGEST);
  for (const { href } of linkCandidates(said)) {
    const target = linkTarget(href, from, prefix);
    if (target.to === 'file') found.add(target.path);
  }
  for (const [, code, bare] of said.matchAll(PATH)) {
    const path = code ?? bare ?? '';
    if (/[./]/.test(path) && !path.includes('..')) found.add(path.replace(/^\.\//, ''));
  }
  return [...found].slice(0, MOST);
}

import { HOOK_PATH } from '../../host/hook-script.ts';
import { LAUNCHER_PATH } from '../../host/launcher.ts';
import { REPORTS } from '../../store/imports/report.ts';
import { DRIVER } from '../merge/driver-command.ts';

export const GITATTRIBUTES = '.gitattributes';

const HEADING =
  '# canon: a merge keeps the rows, log lines, tasks and items of both sides (`canon init` sets it up in a clone).';
// As earlier versions wrote it.
const OLD_HEADINGS = [
  '# canon: a merge keeps the rows, log lines and tasks of both sides (`canon init` sets it up in a clone).',
  '# canon: index files are made from the records; a merge keeps the lines of both sides.',
];

const isHeading = (line: string | undefined): boolean =>
  line !== undefined && (line === HEADING || OLD_HEADINGS.includes(line));

// Git reads a pattern in double quotes as a C string, and `[`, `?`, `*` and `\` as a glob.
function pattern(path: string): string {
  const literal = path.replace(/[\\[?*]/g, '\\$&');
  return /[\s"]/.test(literal) || literal.startsWith('#') || literal.startsWith('!')
    ? `"${literal.replace(/["\\]/g, '\\$&')}"`
    : literal;
}

/**
 * The lines that `.gitattributes` in the project's root should have: INDEX files of the record folders, records and
 * reports of imports are merged by canon's driver, and the launcher and the hook keep
 * their line ends on every system.
 */
export function wantedLines(indexDirs: readonly string[], recordDirs: readonly string[]): string[] {
  const line = (dir: string, files: string): string => {
    const quoted = pattern(`${dir}/`);
    const path = quoted.startsWith('"') ? `${quoted.slice(0, -1)}${files}"` : quoted + files;
    return `${path} merge=${DRIVER}`;
  };
  return [
    ...[LAUNCHER_PATH, HOOK_PATH].map((path) => `${path} text eol=lf`),
    ...indexDirs.map((dir) => line(dir, 'INDEX*.md')),
    ...recordDirs.map((dir) => line(dir, '**/*.md')),
    line(REPORTS, '*.json'),
  ];
}

const words = (line: string): readonly [pattern: string, attributes: readonly string[]] => {
  const match = /^\s*("(?:[^"\\]|\\.)*"|\S+)\s*(.*)$/.exec(line);
  return [match?.[1] ?? '', (match?.[2] ?? '').split(/\s+/).filter(Boolean)];
};

const attributeName = (attribute: string): string => attribute.replace(/^[-!]/, '').split('=')[0] ?? '';

/** Whether somebody already decided this attribute for the same pattern, in whatever way. */
function decided(lines: readonly string[], wanted: string): boolean {
  const [path, [first = '']] = words(wanted);
  return lines.some((line) => {
    const [there, attributes] = words(line);
    return there === path && attributes.some((one) => attributeName(one) === attributeName(first));
  });
}

/**
 * The file with the missing lines added at its end; everything that is there stays byte for byte, but for lines of
 * `own`, which an earlier version wrote and which say something else of the same files by now.
 */
export function withLines(
  text: string | undefined,
  wanted: readonly string[],
  own: readonly string[] = [],
): { text: string; added: string[]; replaced: string[]; ended: boolean } {
  const { text: renewed, lines: news } = renew(text ?? '', wanted, own);
  const rest = appended(renewed, wanted);
  return { ...rest, added: [...news.values(), ...rest.added], replaced: [...news.keys()] };
}

function renew(
  text: string,
  wanted: readonly string[],
  own: readonly string[],
): { text: string; lines: ReadonlyMap<string, string> } {
  const lines = new Map<string, string>();
  const old = new Set(own.filter((line) => !wanted.includes(line)));
  const out = text.split(/(?<=\n)/).map((row) => {
    const bare = row.replace(/\r?\n$/, '');
    const next = old.has(bare) ? wanted.find((line) => decided([bare], line)) : undefined;
    if (next === undefined) return row;
    lines.set(bare, next);
    return next + row.slice(bare.length);
  });
  if (lines.size === 0) return { text, lines };
  const heading = (row: string): string => {
    const bare = row.replace(/\r?\n$/, '');
    return OLD_HEADINGS.includes(bare) ? HEADING + row.slice(bare.length) : row;
  };
  return { text: out.map(heading).join(''), lines };
}

function appended(
  before: string,
  wanted: readonly string[],
): { text: string; added: string[]; ended: boolean } {
  const eol = before.includes('\r\n') ? '\r\n' : '\n';
  const lines = before.split(/\r?\n/);
  const added = wanted.filter((line) => !decided(lines, line));
  if (added.length === 0) return { text: before, added, ended: false };
  const open = before === '' || before.endsWith('\n') ? '' : eol;
  const hasHeading = lines.some(isHeading);
  const gap = before.trim() === '' || hasHeading ? '' : eol;
  const heading = hasHeading ? [] : [HEADING];
  return {
    text: `${before}${open}${gap}${[...heading, ...added].join(eol)}${eol}`,
    added,
    ended: open !== '',
  };
}

/**
 * The file without lines that `withLines` added, and without the heading and the blank line above them once
 * none is left. `ended`: the line before them had no end. Undefined when nothing is left of a file.
 */
export function withoutLines(
  text: string,
  lines: readonly string[],
  { ended }: { ended: boolean },
): string | undefined {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const rows = text.split(/(?<=\n)/);
  const bare = (row: string | undefined): string | undefined => row?.replace(/\r?\n$/, '');
  const kept = rows.filter((row) => !lines.includes(bare(row) ?? ''));
  const removed = kept.length < rows.length;
  const at = kept.findIndex((row) => isHeading(bare(row)));
  const next = bare(kept[at + 1])?.trim() ?? '';
  // Under the heading stands a line that somebody changed.
  if (!removed || at < 0 || next !== '') return kept.length === 0 ? undefined : kept.join('');
  const gap = at > 0 && bare(kept[at - 1]) === '' && kept.slice(0, at).join('').trim() !== '' ? 1 : 0;
  kept.splice(at - gap, 1 + gap);
  const rest = kept.join('');
  if (rest === '') return undefined;
  return ended && at - gap === kept.length && rest.endsWith(eol) ? rest.slice(0, -eol.length) : rest;
}

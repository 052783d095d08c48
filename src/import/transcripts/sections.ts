import type { CommitSummary } from '../../git/describe-commits.ts';
import { escapeInline } from '../../record/markdown-write.ts';
import type { NewSection } from '../../record/compose.ts';
import { safeText } from '../../text/safe.ts';
import type { OpenTask } from '../../transcript/account.ts';

/** What a record tells of a session, in words that anybody may have written: nothing of it is trusted. */
export interface Told {
  readonly host: string;
  readonly calls: number | undefined;
  readonly failures: number | undefined;
  readonly minutes: number | undefined;
  /** Its transcript was not there: hooks alone tell of it. */
  readonly hooksAlone: boolean;
  readonly branch: string | undefined;
  readonly commits: readonly CommitSummary[];
  /** Relative to the project's root. */
  readonly files: readonly string[];
  readonly tasks: readonly OpenTask[];
  readonly requests: readonly string[];
}

const MOST_COMMITS = 50;
const MOST_FILES = 60;
const MOST_TASKS = 30;
const HOSTS: ReadonlyMap<string, string> = new Map([
  ['claude-code', 'Claude Code'],
  ['codex', 'Codex'],
]);

/** `Session on main: 3 commits, 12 files`: what machines know, and nobody's words. */
export function titleOf({ branch, commits, files, calls }: Told): string {
  const counts = [
    ...(commits.length > 0 ? [many(commits.length, 'commit')] : []),
    ...(files.length > 0 ? [many(files.length, 'file')] : []),
  ];
  const what = counts.length > 0 ? counts.join(', ') : many(calls ?? 0, 'call');
  return `Session${branch === undefined ? '' : ` on ${branch}`}: ${what}`;
}

/** The record's sections. */
export function sectionsOf(told: Told): NewSection[] {
  return [
    {
      heading: 'What I Did',
      text: [about(told), commitsIn(told), filesIn(told)].filter(Boolean).join('\n\n'),
    },
    { heading: 'Open Tasks', text: tasksIn(told) },
    { heading: 'Requests', text: told.requests.map(fenced).join('\n\n') },
  ].filter(({ text }) => text !== '');
}

function about({ host, calls, failures, minutes, hooksAlone }: Told): string {
  const name = HOSTS.get(host) ?? escapeInline(host);
  const from = hooksAlone ? `what hooks recorded of a session of ${name}` : `a transcript of ${name}`;
  const counted =
    calls === undefined
      ? []
      : [`${many(calls, 'call')}${failures === undefined || failures === 0 ? '' : `, ${failures} failed`}`];
  const facts = [...counted, ...(minutes === undefined ? [] : [spanOf(minutes)])].join(', ');
  return `Made from ${from}; nobody has handed it off.${facts === '' ? '' : ` ${facts}.`}`;
}

function spanOf(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return hours === 0 ? `${rest} min` : `${hours} h${rest === 0 ? '' : ` ${rest} min`}`;
}

const commitsIn = ({ commits }: Told): string =>
  listed(
    'Commits',
    commits.map(({ short, subject }) =>
      `\`${short}\` ${escapeInline(cut(safeText(subject), 200))}`.trimEnd(),
    ),
    MOST_COMMITS,
  );

const filesIn = ({ files }: Told): string => listed('Files', files.map(code), MOST_FILES);

function listed(what: string, lines: readonly string[], most: number): string {
  if (lines.length === 0) return '';
  const shown = lines.slice(0, most).map((line) => `- ${line}`);
  const more = lines.length > most ? [`- and ${lines.length - most} more`] : [];
  return [`${what} (${lines.length}):`, '', ...shown, ...more].join('\n');
}

function tasksIn({ tasks }: Told): string {
  const lines = tasks
    .slice(0, MOST_TASKS)
    .map(({ text, begun }) => `- [ ] ${escapeInline(safeText(text))}${begun ? ' (begun)' : ''}`);
  return [...lines, ...(tasks.length > MOST_TASKS ? [`- and ${tasks.length - MOST_TASKS} more`] : [])].join(
    '\n',
  );
}

/** A path between backticks, more of them than it has itself. */
function code(path: string): string {
  const text = safeText(path);
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return fence + pad + text + pad + fence;
}

/** Text between fences that nothing in it can close. */
function fenced(text: string): string {
  const safe = safeText(text).trimEnd();
  const longest = Math.max(2, ...[...safe.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${safe}\n${fence}`;
}

const many = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text);

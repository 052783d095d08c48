import type { Diagnostic } from '../fault/diagnostic.ts';
import { findGrades, printCommand, printGrade, type Verified } from '../record/grades.ts';
import type { Draft, DraftSection } from './draft.ts';
import { containedText } from './section-text.ts';

/** A run of a check as a record tells of it. */
export interface SeenRun {
  readonly command: string;
  readonly exit: number;
  /** Whole; null where there was no commit. */
  readonly commit: string | null;
  readonly dirty: boolean;
}

export interface Graded {
  readonly draft: Draft;
  readonly findings: readonly Diagnostic[];
}

interface Options {
  /** Whether runs that the draft does not state are added. */
  readonly add: boolean;
  /** A commit as the record writes it. */
  readonly short: (commit: string) => string;
  /** Of the record, for what to do about a finding. */
  readonly id: string;
}

const SECTION = 'Verification';

/**
 * The draft with what was run: grades that a run bears out are filled in from it, the last run of each other command is
 * added to Verification. What is called verified and was not seen stays as the author wrote it, and is told.
 * @param runs of this session, in order of time
 */
export async function withRuns(draft: Draft, runs: readonly SeenRun[], options: Options): Promise<Graded> {
  const all = byCommand(runs);
  const grader = graderOf(draft, all, options);
  const { summary } = draft.data;
  const data =
    typeof summary === 'string' ? { ...draft.data, summary: grader.regrade(summary).text } : draft.data;
  const stated = new Set<string>();
  const sections = draft.sections.map((section): DraftSection => {
    if (section.heading !== SECTION && section.heading !== 'Summary') return section;
    const { text, commands } = grader.regrade(section.text);
    if (section.heading === SECTION) for (const command of commands) stated.add(command);
    return { ...section, text };
  });
  const left = options.add ? [...all].filter(([command]) => !stated.has(command)) : [];
  const lines = left.flatMap(([, own]) => own.slice(-1)).map((run) => lineOf(run, options));
  return {
    draft: {
      ...draft,
      data,
      sections: lines.length === 0 ? sections : await addLines(sections, lines, draft),
    },
    findings: grader.findings,
  };
}

/** Goes through the texts of a draft, in their order. */
interface Grader {
  readonly findings: readonly Diagnostic[];
  /** The text with its grades filled in, and the commands whose last run it states. */
  regrade(text: string): { readonly text: string; readonly commands: readonly string[] };
}

function graderOf(draft: Draft, runs: ByCommand, options: Options): Grader {
  const findings: Diagnostic[] = [];
  const lineOf = placesIn(draft.source);
  const tell = (code: string, words: string, args: NonNullable<Diagnostic['args']>): void => {
    const line = lineOf(words);
    const at = line === undefined ? {} : { path: draft.name, line };
    findings.push({ code, severity: 'warning', ...at, args });
  };
  return {
    findings,
    regrade(text) {
      const commands: string[] = [];
      let out = '';
      let from = 0;
      for (const { grade, start, end } of findGrades(text)) {
        if (grade.how !== 'verified') continue;
        const words = text.slice(start, end);
        const own = runsOf(runs, grade.command);
        const last = own.at(-1);
        if (last === undefined) {
          tell('verified-unseen', words, { command: grade.command, id: options.id });
          continue;
        }
        // One that is told of as it was may be an earlier one: first it failed, then it passed.
        const told = own.findLast((run) => isSame(grade, run));
        if (told === undefined || told === last) commands.push(last.command);
        if (told !== undefined) continue;
        if (grade.exit !== undefined && grade.exit !== last.exit)
          tell('verified-otherwise', words, { command: last.command, said: grade.exit, exit: last.exit });
        out += text.slice(from, start) + printGrade(gradeOf(last, options));
        from = end;
      }
      return { text: out + text.slice(from), commands };
    },
  };
}

type ByCommand = ReadonlyMap<string, readonly SeenRun[]>;

function byCommand(runs: readonly SeenRun[]): ByCommand {
  const found = new Map<string, SeenRun[]>();
  for (const run of runs) {
    const known = found.get(run.command);
    if (known) known.push(run);
    else found.set(run.command, [run]);
  }
  return found;
}

/** Runs of a command, also where only what its shell was given is named. */
function runsOf(runs: ByCommand, command: string): readonly SeenRun[] {
  const exact = runs.get(command);
  if (exact || command === '') return exact ?? [];
  return [...runs].find(([one]) => scriptOf(one) === command)?.[1] ?? [];
}

/** Says on which line words stand; when they are asked for again, the next. */
function placesIn(source: string | undefined): (words: string) => number | undefined {
  const from = new Map<string, number>();
  return (words) => {
    const [first = ''] = words.split('\n');
    const at = source?.indexOf(first, from.get(first) ?? 0) ?? -1;
    if (source === undefined || at < 0) return undefined;
    from.set(first, at + first.length);
    return source.slice(0, at).split('\n').length;
  };
}

/** `npm test && npm run lint` of `sh -c 'npm test && npm run lint'` */
const scriptOf = (command: string): string | undefined =>
  /^(?:ba|z|da)?sh -[a-z]*c '([^']*)'$/.exec(command)?.[1];

const isSame = (grade: Verified, run: SeenRun): boolean =>
  grade.exit === run.exit &&
  (grade.dirty ?? false) === run.dirty &&
  (grade.commit === null || run.commit === null
    ? grade.commit === run.commit
    : grade.commit !== undefined && run.commit.startsWith(grade.commit));

const gradeOf = ({ command, exit, commit, dirty }: SeenRun, { short }: Options): Verified => ({
  how: 'verified',
  command,
  exit,
  commit: commit === null ? null : short(commit),
  ...(dirty ? { dirty: true } : {}),
});

const lineOf = (run: SeenRun, options: Options): string =>
  `- ${printCommand(run.command)} ${run.exit === 0 ? 'passed' : 'failed'} ${printGrade(gradeOf(run, options))}`;

async function addLines(
  sections: readonly DraftSection[],
  lines: readonly string[],
  { name }: Draft,
): Promise<DraftSection[]> {
  const at = sections.findIndex(({ heading }) => heading === SECTION);
  const before = sections[at];
  const added = lines.join('\n');
  if (before === undefined) return [...sections, { heading: SECTION, known: true, text: added }];
  // A fence that was left open is closed first, or the lines would be code.
  const text = await containedText(before.text, SECTION, name);
  const isList = /(?:^|\n)- [^\n]*(?:\n {2,}[^\n]*)*$/.test(text);
  return sections.with(at, { ...before, text: `${text}${isList ? '\n' : '\n\n'}${added}` });
}

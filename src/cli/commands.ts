import type { Command } from './command.ts';

/** A row of the table of commands. The module is loaded only when the command is the one asked for. */
export interface CommandEntry {
  readonly name: string;
  /** One line of at most 60 characters for `canon --help`. */
  readonly brief: string;
  readonly group: Group;
  readonly load: () => Promise<{ readonly command: Command }>;
  /** What it waits for is git's status of the work tree: git is asked before it is loaded. */
  readonly waitsForStatus?: true;
  /** For programs: neither in the help nor in completion. */
  readonly hidden?: true;
  /** Called by agent hosts, which take a failure for a reason to stop: it ends with 0 and in silence. */
  readonly neverFails?: true;
}

export type Group = 'work' | 'records' | 'repository' | 'tools';

/** Headings of the groups, in the order of the help. */
export const GROUPS: Readonly<Record<Group, string>> = {
  work: 'Every day',
  records: 'Records',
  repository: 'The repository',
  tools: 'For tools',
};

/** Every command. A new one is a file in `commands/` and a row here. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'resume',
    brief: 'Where you left off, and what waits on whom',
    group: 'work',
    load: () => import('./commands/resume.ts'),
  },
  {
    name: 'handoff',
    brief: 'Write, commit and push the record of your session',
    group: 'work',
    load: () => import('./commands/handoff.ts'),
  },
  {
    name: 'next',
    brief: 'The next open task, with all it takes to go on',
    group: 'work',
    load: () => import('./commands/next.ts'),
  },
  {
    name: 'tick',
    brief: 'Mark a task as done, with session and commit as evidence',
    group: 'work',
    load: () => import('./commands/tick.ts'),
  },
  {
    name: 'verify',
    brief: 'Run a check and keep how it ended as evidence',
    group: 'work',
    load: () => import('./commands/verify.ts'),
  },
  {
    name: 'claim',
    brief: 'Reserve the next session id',
    group: 'work',
    load: () => import('./commands/claim.ts'),
  },
  {
    name: 'whoami',
    brief: 'Which operator you are, and what decided it',
    group: 'work',
    load: () => import('./commands/whoami.ts'),
  },
  {
    name: 'status',
    brief: 'Move a record to another state, with what goes with it',
    group: 'work',
    load: () => import('./commands/status.ts'),
  },
  {
    name: 'close',
    brief: 'Tick items that wait on somebody, or questions',
    group: 'work',
    load: () => import('./commands/close.ts'),
  },
  {
    name: 'list',
    brief: 'List records, the newest first',
    group: 'records',
    load: () => import('./commands/list.ts'),
    waitsForStatus: true,
  },
  {
    name: 'show',
    brief: 'Print one record, and what links to it',
    group: 'records',
    load: () => import('./commands/show.ts'),
  },
  {
    name: 'search',
    brief: 'Find records by what stands in them',
    group: 'records',
    load: () => import('./commands/search.ts'),
  },
  {
    name: 'new',
    brief: 'Begin a plan, workstream, decision or learning',
    group: 'records',
    load: () => import('./commands/new.ts'),
  },
  {
    name: 'set',
    brief: 'Change values of a record, and commit these lines',
    group: 'records',
    load: () => import('./commands/set.ts'),
  },
  {
    name: 'renumber',
    brief: 'Give one of two records of one id another',
    group: 'records',
    load: () => import('./commands/renumber.ts'),
  },
  {
    name: 'check',
    brief: 'Say what is wrong in the records, and how to mend it',
    group: 'records',
    load: () => import('./commands/check.ts'),
  },
  {
    name: 'index',
    brief: 'Regenerate every INDEX.md and Session Log',
    group: 'records',
    load: () => import('./commands/index.ts'),
  },
  {
    name: 'site',
    brief: 'Build the site of the records, or serve it here',
    group: 'repository',
    load: () => import('./commands/site.ts'),
  },
  {
    name: 'telemetry',
    brief: 'What agents called: how often, for how long, what failed',
    group: 'repository',
    load: () => import('./commands/telemetry.ts'),
  },
  {
    name: 'import',
    brief: 'Make records of what is already written, losing nothing',
    group: 'repository',
    load: () => import('./commands/import.ts'),
  },
  {
    name: 'sweep',
    brief: 'Make records of sessions that nobody has handed off',
    group: 'repository',
    load: () => import('./commands/sweep.ts'),
  },
  {
    name: 'init',
    brief: 'Set this repository up, or bring it up to date',
    group: 'repository',
    load: () => import('./commands/init.ts'),
  },
  {
    name: 'doctor',
    brief: 'Prove that hooks work here: fire each, see it arrive',
    group: 'repository',
    load: () => import('./commands/doctor.ts'),
  },
  {
    name: 'uninstall',
    brief: 'Take canon out again; every record stays',
    group: 'repository',
    load: () => import('./commands/uninstall.ts'),
  },
  {
    name: 'schema',
    brief: 'Print the JSON Schema of a kind of record',
    group: 'tools',
    load: () => import('./commands/schema.ts'),
  },
  {
    name: 'completion',
    brief: 'Print a script that completes in your shell',
    group: 'tools',
    load: () => import('./commands/completion.ts'),
  },
  {
    name: 'hook',
    brief: 'What the events of agent hosts call',
    group: 'tools',
    load: () => import('./commands/hook.ts'),
    hidden: true,
    neverFails: true,
  },
  {
    name: 'merge-driver',
    brief: 'What git calls to merge an index page or a record',
    group: 'tools',
    load: () => import('./commands/merge-driver.ts'),
    hidden: true,
  },
];

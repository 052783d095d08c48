import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPayload } from '../../src/host/payload/index.ts';
import { type Call, joinLines } from '../../src/telemetry/calls.ts';
import { fold, type FoldOptions, type FoldReport } from '../../src/telemetry/fold.ts';
import { readJournal } from '../../src/telemetry/journal.ts';
import type { Project } from '../../src/store/project.ts';
import { projectAt } from '../support/project.ts';
import type { Sandbox } from '../support/sandbox.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/payloads', import.meta.url));

/** The moment that payloads of these tests were written at, in milliseconds. */
export const WRITTEN = Date.UTC(2026, 4, 11, 13, 0, 0);
/** Two minutes later: nobody waits for the rest of a payload any more. */
export const LATER = WRITTEN + 120_000;

/** What a real client wrote in one run, in order. The project stood at /home/dev/project. */
export function realPayloads(run: string, root = '/home/dev/project'): string[] {
  const folder = join(FIXTURES, run);
  return readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('/home/dev/project', root));
}

/** The project of a new repository, with a spool. */
export async function spooled(box: Sandbox, name = 'app'): Promise<Project> {
  const project = await projectAt(box, box.repo(name));
  mkdirSync(join(project.local, 'spool'), { recursive: true });
  return project;
}

/** Leaves a payload as the hook does. */
export function leave(project: Pick<Project, 'local'>, name: string, text: string, at = WRITTEN): void {
  const file = join(project.local, 'spool', name);
  writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
  utimesSync(file, at / 1000, at / 1000);
}

/** A call of `tool` as Claude Code tells of it. */
export const used = (id: string, more: Record<string, unknown> = {}): string =>
  JSON.stringify({
    session_id: 's1',
    cwd: '/nowhere',
    hook_event_name: 'PostToolUse',
    tool_name: 'Bash',
    tool_input: { command: 'true' },
    tool_response: { stdout: '' },
    tool_use_id: id,
    duration_ms: 5,
    ...more,
  });

export const foldNow = (project: Project, options: Partial<FoldOptions> = {}): Promise<FoldReport> =>
  fold(project, { read: readPayload, now: LATER, ...options });

export const callsIn = (project: Project, session: string): readonly Call[] =>
  joinLines(readJournal(project, session)).calls;

export const waitingIn = (project: Project): string[] => readdirSync(join(project.local, 'spool')).sort();

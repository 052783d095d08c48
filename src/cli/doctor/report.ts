import type { Diagnostic, Severity } from '../../fault/diagnostic.ts';
import type { Host } from '../../host/host.ts';
import type { EntryState } from '../../host/settings/compare.ts';

/** Something that was looked at, in one line. */
export interface Check {
  readonly name: string;
  /** `info`: worth knowing, nothing to mend. */
  readonly state: 'ok' | Severity;
  readonly detail: string;
}

/** What an examination comes to: lines for everything it looked at, findings for what is to be mended. */
export interface Exam {
  readonly checks: readonly Check[];
  readonly findings: readonly Diagnostic[];
}

/** Whether a client lets a hook run: as Codex says it. `unknown`: nobody could be asked. */
export type Trust = 'trusted' | 'untrusted' | 'modified' | 'disabled' | 'unlisted' | 'unknown';

/** How a hook did when it was fired. */
export interface Fired {
  readonly state: 'ok' | 'failed' | 'skipped';
  /** Why it failed or was not fired. */
  readonly detail?: string;
}

/** One hook that canon wants a host to call. */
export interface HookReport {
  readonly event: string;
  /** `unknown`: the settings cannot be read. */
  readonly installed: EntryState | 'unknown';
  readonly fired: Fired;
  /** Milliseconds since the epoch; null: never. Undefined where that cannot be read. */
  readonly last: number | null | undefined;
  readonly trust?: Trust;
}

/** The hooks of one host. */
export interface HostReport {
  readonly host: Host;
  /** The settings file, relative to the project's root. */
  readonly path: string;
  /** `unreadable`: no JSON, or not of the host's shape. `ignored`: the host passes over all of it. */
  readonly settings: 'ok' | 'missing' | 'unreadable' | 'ignored' | 'disabled';
  readonly hooks: readonly HookReport[];
  /** Hooks of the people in that file: not run. */
  readonly others: number;
}

/** Whether the client calls what stands in that file at all. */
export const isCalled = ({ settings }: Pick<HostReport, 'settings'>): boolean =>
  settings !== 'ignored' && settings !== 'disabled';

/** All that `canon doctor` found out. */
export interface Report {
  readonly root: string;
  readonly checks: readonly Check[];
  readonly hosts: readonly HostReport[];
  readonly findings: readonly Diagnostic[];
}

export const NO_EXAM: Exam = { checks: [], findings: [] };

/** Several examinations as one, in their order. */
export const together = (exams: readonly Exam[]): Exam => ({
  checks: exams.flatMap(({ checks }) => checks),
  findings: exams.flatMap(({ findings }) => findings),
});

/** A line and the finding that explains it. */
export const problem = (name: string, detail: string, finding: Diagnostic): Exam => ({
  checks: [{ name, state: finding.severity, detail }],
  findings: [finding],
});

/** A line about something that is as it should be. */
export const fine = (name: string, detail: string): Exam => ({
  checks: [{ name, state: 'ok', detail }],
  findings: [],
});

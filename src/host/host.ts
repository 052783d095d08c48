import type { Operator } from './skills.ts';

/** An agent host that canon can install itself into. */
export type HostName = 'claude-code' | 'agents' | 'codex';

/** A file that a host reads, as canon installs it. */
export interface HostFile {
  /** Relative to the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** What the configuration says about hooks. */
export interface Wish {
  readonly telemetry: 'on' | 'off';
}

/** What a host runs at one event, as an element of the event's list in its settings. */
export interface HookGroup {
  readonly hooks: readonly {
    readonly type: 'command';
    readonly command: string;
    /** Seconds. */
    readonly timeout: number;
  }[];
}

export interface HookEntry {
  readonly event: string;
  readonly group: HookGroup;
}

/** What canon puts into a settings file that is the people's: `hooks.<event>[]`. */
export interface HostSettings {
  /** Relative to the project's root. */
  readonly path: string;
  readonly entries: readonly HookEntry[];
}

/** Where a host may leave traces: what detection looks at, so that it needs no file system of its own. */
export interface Traces {
  /** Whether something of that name stands in the project's root. */
  readonly inProject: (name: string) => boolean;
  /** Whether something of that name stands in the user's home. */
  readonly inHome: (name: string) => boolean;
  /** Whether a command of that name is on PATH. */
  readonly onPath: (command: string) => boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** One agent host: how it is recognised and what it is given. */
export interface Host {
  readonly name: HostName;
  /** As people call it. */
  readonly title: string;
  /** Why canon thinks that it is used here; undefined when nothing says so. */
  readonly detect: (traces: Traces) => string | undefined;
  /** Where all its files are, relative to the project's root. */
  readonly folder: string;
  /** Every file to install, wrappers of the operators included. */
  readonly files: (operators: readonly Operator[]) => readonly HostFile[];
  /** Its hooks, where it has any. */
  readonly settings?: (wish: Wish) => HostSettings;
}

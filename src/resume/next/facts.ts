/** A record that is named beside the task. Texts are safe to print. */
export interface Mentioned {
  readonly id: string;
  readonly title: string;
  readonly summary: string | null;
  readonly path: string;
}

/** What an agent needs to go on with a task. Texts are safe to print behind a mark on every line. */
export interface NextFacts {
  readonly workstream: {
    readonly id: string;
    readonly title: string;
    readonly status: string | null;
    readonly priority: string | null;
    readonly owner: string | null;
    readonly path: string;
    readonly done: number;
    readonly total: number;
    /** What it waits for and is not done. */
    readonly blockedBy: readonly string[];
  } | null;
  readonly task: {
    readonly id: string;
    readonly text: string;
    readonly line: number;
    /** What `tick` knows it by: its position, where it has no id or shares one. */
    readonly name: string;
  } | null;
  readonly plan: {
    readonly id: string;
    readonly title: string;
    readonly path: string;
    readonly goal: string | null;
    readonly lockedDecisions: string | null;
    /** What it says of this task. */
    readonly phase: string | null;
  } | null;
  readonly last: {
    readonly id: string;
    readonly title: string;
    readonly operator: string | null;
    readonly created: string | null;
    readonly path: string;
    readonly summary: string | null;
    readonly nextAction: string | null;
    readonly resumePrompt: string | null;
  } | null;
  readonly learnings: readonly Mentioned[];
  readonly decisions: readonly Mentioned[];
  /** Where there is nothing to do here: a workstream of the operator's with an open task. */
  readonly nextWorkstream: string | null;
}

/** How much a finding weighs; `check` exits 1 on the first two. */
export type Severity = 'error' | 'warning' | 'info';

/** The values a sentence is filled with. Never a secret, never the environment. */
export type Args = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/**
 * Something worth telling, as data. The sentence and the hint for it stand in one table
 * (`messages.ts`), so that rooms return facts and only the top floor words them.
 */
export interface Diagnostic {
  /** Permanent: a rule's kebab-case name, or an `E_…` code for what refuses a command. */
  readonly code: string;
  readonly severity: Severity;
  /** Relative to the project's root, with forward slashes. */
  readonly path?: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based, in code points. */
  readonly column?: number;
  readonly args?: Args;
}

import type { Args, Diagnostic } from './diagnostic.ts';

export interface CanonErrorOptions {
  /** Values for the sentence in `messages.ts`. */
  readonly data?: Args;
  /** Where, relative to the project's root. */
  readonly path?: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based, in code points. */
  readonly column?: number;
  /** The offending source line, shown under the message with a caret at `column`. */
  readonly source?: string;
  /** True when something was already changed; the message then says what. Default: nothing was changed. */
  readonly changed?: boolean;
  readonly cause?: unknown;
}

/**
 * The one error of canon. `code` is permanent and finds the sentence (what happened, why) and the hint
 * (what to do) in `messages.ts`. Thrown for what stops a command: exit 2, nothing changed unless it says so.
 */
export class CanonError extends Error {
  readonly code: string;
  readonly data: Args;
  readonly path: string | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly source: string | undefined;
  readonly changed: boolean;

  constructor(code: string, options: CanonErrorOptions = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CanonError';
    this.code = code;
    this.data = options.data ?? {};
    this.path = options.path;
    this.line = options.line;
    this.column = options.column;
    this.source = options.source;
    this.changed = options.changed ?? false;
  }

  /** The error as a diagnostic, for `--json`. */
  toDiagnostic(): Diagnostic {
    return {
      code: this.code,
      severity: 'error',
      ...(this.path === undefined ? {} : { path: this.path }),
      ...(this.line === undefined ? {} : { line: this.line }),
      ...(this.column === undefined ? {} : { column: this.column }),
      args: this.data,
    };
  }
}

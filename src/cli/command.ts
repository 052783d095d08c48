import type { Diagnostic } from '../fault/diagnostic.ts';
import type { EarlyStatus } from '../store/early-status.ts';
import type { World } from '../world.ts';
import type { Look } from './output/look.ts';

/** The options that every command takes, before or after its name. */
export interface Globals {
  readonly repo?: string;
  readonly operator?: string;
  readonly json: boolean;
  readonly noColor: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

/** What a command is given besides its own options. */
export interface Context {
  readonly world: World;
  readonly globals: Globals;
  /** How standard error looks, for what has to be said before the end (a prompt, progress). */
  readonly errLook: () => Look;
  /** Says what takes so long, on a terminal, once more than a second has gone by. */
  readonly progress: Progress;
  /** Git's status, where it was asked for before the command was loaded. */
  readonly earlyStatus: EarlyStatus | undefined;
}

export interface Progress {
  /** Starts or renames the work shown. */
  say(what: string): void;
  /** Clears the line, for instance before a prompt. */
  stop(): void;
}

/** What a command comes to. The top floor prints it: as text for a person or as one JSON document. */
export interface Outcome {
  /** The `data` of the JSON document: snake_case keys. */
  readonly data: unknown;
  /** Said on stderr for a person, inside the document with `--json`. */
  readonly diagnostics?: readonly Diagnostic[];
  /** 0 done; 1 done, and there are findings; 2 not done. */
  readonly exit?: 0 | 1 | 2;
  /** The text for stdout; the last newline is added. Called only when a person reads. */
  readonly human: (look: Look) => string;
  /**
   * Replaces the JSON envelope: for a command whose output is itself a document of another format, or so long a one
   * that it is made in bytes.
   */
  readonly raw?: string | Buffer;
}

/** One option of a command. Without `value` and `values` it is a switch. */
export interface FlagSpec {
  readonly brief: string;
  /** Name of the value in the help: `DIR`. */
  readonly value?: string;
  /** The value may be left out: the option then comes in as the empty text. */
  readonly bare?: true;
  /** The only values it takes. */
  readonly values?: readonly string[];
  /** May be given more than once. */
  readonly many?: true;
  readonly hidden?: true;
}

/** Options by name, in camelCase: `dryRun` is `--dry-run`. In the order of the help. */
export type FlagSpecs = Readonly<Record<string, FlagSpec>>;

type FlagValue<S extends FlagSpec> = S extends { many: true } ? readonly OneValue<S>[] : OneValue<S>;

type OneValue<S extends FlagSpec> = S extends { values: readonly (infer V)[] }
  ? V
  : S extends { value: string }
    ? string
    : boolean;

/** What the options of a command come in as: an option that was not given is undefined. */
export type Flags<F extends FlagSpecs> = { readonly [K in keyof F]?: FlagValue<F[K]> | undefined };

/** One argument without a name. */
export interface ArgSpec {
  /** Name in the help and in errors: `KIND`. */
  readonly name: string;
  readonly brief: string;
  readonly optional?: true;
  /** The rest of the line; only the last one. */
  readonly many?: true;
  /** What completion offers. */
  readonly values?: readonly string[];
}

/** A command, as data: the parser, the help and the completion all read this. */
export interface Command<F extends FlagSpecs = FlagSpecs> {
  readonly name: string;
  /** Lines after `canon`, without the global options. */
  readonly usage: readonly string[];
  /** What it does, in paragraphs; wrapped to the width. */
  readonly about: readonly string[];
  readonly args: readonly ArgSpec[];
  readonly flags: F;
  /** Command line and what it is for. */
  readonly examples: readonly (readonly [line: string, what: string])[];
  // A method, so that a table can hold commands of every shape.
  run(context: Context, flags: Flags<F>, args: readonly string[]): Promise<Outcome> | Outcome;
}

/** Writes a command down with its options' types inferred. */
export function defineCommand<const F extends FlagSpecs>(command: Command<F>): Command<F> {
  return command;
}

/** `dryRun` as it is typed: `--dry-run`. */
export const optionName = (key: string): string =>
  `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

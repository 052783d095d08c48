import { type Command, type FlagSpec, optionName } from '../command.ts';
import { GLOBAL_OPTIONS } from '../globals.ts';

/** What stands behind an option: nothing, a file, a folder, one of some words, or anything. */
export type Takes = 'nothing' | 'file' | 'folder' | 'text' | readonly string[];

export interface OptionWords {
  /** `--dry-run` */
  readonly name: string;
  readonly brief: string;
  readonly takes: Takes;
}

/** What can be completed of a command. */
export interface CommandWords {
  readonly name: string;
  readonly brief: string;
  readonly options: readonly OptionWords[];
  /** Values of its arguments. */
  readonly values: readonly string[];
}

const takes = ({ value, values }: Pick<FlagSpec, 'value' | 'values'>): Takes => {
  if (values !== undefined) return values;
  if (value === undefined) return 'nothing';
  return value === 'FILE' ? 'file' : value === 'DIR' ? 'folder' : 'text';
};

/** The words of a command, by what its parser reads. */
export const wordsOf = (command: Command, brief: string): CommandWords => ({
  name: command.name,
  brief,
  options: Object.entries(command.flags)
    .filter(([, spec]) => !spec.hidden)
    .map(([key, spec]) => ({ name: optionName(key), brief: spec.brief, takes: takes(spec) })),
  values: command.args.flatMap((arg) => arg.values ?? []),
});

/** The options that every command has. */
export const GLOBAL_WORDS: readonly OptionWords[] = GLOBAL_OPTIONS.map(([option, brief]) => {
  const [name = '', value] = option.split(' ');
  return { name, brief, takes: takes(value === undefined ? {} : { value }) };
});

/** The names of the options before a command that have a value behind them: `--repo | --operator`. */
export const WITH_VALUE = GLOBAL_WORDS.filter((one) => one.takes !== 'nothing').map(({ name }) => name);

/** A text as one word of a POSIX shell. */
export const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

import type { Command } from './command.ts';

/** The command's own options and arguments. */
export interface Parsed {
  readonly flags: Readonly<Record<string, unknown>>;
  readonly args: readonly string[];
}

/** Parses what follows the command's name; a usage error names what was meant, if anything is near. */
export async function parse(command: Command, rest: readonly string[]): Promise<Parsed> {
  // Nothing to parse is the commonest line of all, and the parser costs a twentieth of Node's start.
  if (rest.length === 0 && command.args.every((arg) => arg.optional)) return { flags: {}, args: [] };
  const { parseWords } = await import('./parse-words.ts');
  return parseWords(command, rest);
}

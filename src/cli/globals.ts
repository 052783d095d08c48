import { CanonError } from '../fault/error.ts';
import type { Globals } from './command.ts';

/** The command line with the options that belong to every command taken out. */
export interface Line {
  readonly globals: Globals;
  /** The first word that is no option; undefined when there is none. */
  readonly command: string | undefined;
  /** What is left for the command's own parser. */
  readonly rest: readonly string[];
}

/** The global options as the help lists them. */
export const GLOBAL_OPTIONS: readonly (readonly [option: string, brief: string])[] = [
  ['--repo DIR', 'the repository (default: around the working directory)'],
  ['--operator SLUG', 'who is working (default: $OPERATOR, else by the git e-mail)'],
  ['--json', 'one JSON document instead of text'],
  ['--no-color', 'no colour (so do NO_COLOR and a stdout that is no terminal)'],
  ['--help', 'this help; after a command: the help of that command'],
  ['--version', 'the version'],
];

/** Every spelling of a global option, for suggestions and completion. */
export const GLOBAL_NAMES: readonly string[] = GLOBAL_OPTIONS.map(([option]) => option.split(' ')[0] ?? '');

/**
 * Takes the global options out of the command line, wherever they stand before a `--`. It is done by
 * hand: they are valid on both sides of the command's name, and `--version` must not load a parser.
 */
export function readLine(argv: readonly string[]): Line {
  let repo: string | undefined;
  let operator: string | undefined;
  let command: string | undefined;
  const switches = { json: false, noColor: false, help: false, version: false };
  const rest: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? '';
    if (word === '--') {
      rest.push(...argv.slice(i));
      break;
    }
    const equals = word.startsWith('--') ? word.indexOf('=') : -1;
    const name = equals < 0 ? word : word.slice(0, equals);
    if (name === '--repo' || name === '--operator') {
      const value = equals < 0 ? argv[++i] : word.slice(equals + 1);
      if (value === undefined || value === '' || (equals < 0 && value.startsWith('--'))) {
        throw new CanonError('E_OPTION_VALUE', {
          data: { option: name, value: name === '--repo' ? 'DIR' : 'SLUG', command: command ?? '' },
        });
      }
      if (name === '--repo') repo = value;
      else operator = value;
    } else if (word === '--json') switches.json = true;
    else if (word === '--no-color') switches.noColor = true;
    else if (word === '--help' || word === '-h') switches.help = true;
    else if (word === '--version' || (word === '-V' && command === undefined)) switches.version = true;
    else if (command === undefined && !word.startsWith('-')) command = word;
    else rest.push(word);
  }
  return {
    globals: {
      ...switches,
      ...(repo === undefined ? {} : { repo }),
      ...(operator === undefined ? {} : { operator }),
    },
    command,
    rest,
  };
}

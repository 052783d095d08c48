import { defineCommand, optionName, type Command } from '../command.ts';
import { COMMANDS } from '../commands.ts';
import { GLOBAL_NAMES } from '../globals.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

/** What can be completed: for each command its line of help, its options and its arguments' values. */
interface Words {
  readonly name: string;
  readonly brief: string;
  readonly options: readonly (readonly [option: string, brief: string, takesValue: boolean])[];
  readonly values: readonly string[];
}

function wordsOf(command: Command, brief: string): Words {
  return {
    name: command.name,
    brief,
    options: Object.entries(command.flags)
      .filter(([, spec]) => !spec.hidden)
      .map(([key, spec]) => [optionName(key), spec.brief, Boolean(spec.value ?? spec.values)]),
    values: command.args.flatMap((arg) => arg.values ?? []),
  };
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

// The scripts hold every word: completing must not start Node at each press of the key.
function bash(table: readonly Words[]): string {
  const cases = table.map(({ name, options, values }) => {
    const words = [...options.map(([option]) => option), ...values, ...GLOBAL_NAMES];
    return `    ${name}) words=${quote(words.join(' '))} ;;`;
  });
  return `# canon: completion for bash. Load it with: source <(canon completion bash)
_canon() {
  local word=\${COMP_WORDS[COMP_CWORD]} command= words= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
    --repo | --operator) ((i++)) ;;
    -*) ;;
    *) command=\${COMP_WORDS[i]} && break ;;
    esac
  done
  case \${COMP_WORDS[COMP_CWORD - 1]} in
  --repo) mapfile -t COMPREPLY < <(compgen -d -- "$word") && return ;;
  --draft) mapfile -t COMPREPLY < <(compgen -f -- "$word") && return ;;
  esac
  case $command in
    '') words=${quote([...table.map(({ name }) => name), ...GLOBAL_NAMES].join(' '))} ;;
${cases.join('\n')}
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}
complete -o default -F _canon canon
`;
}

function zsh(table: readonly Words[]): string {
  const described = (word: string, brief: string): string => quote(`${word.replaceAll(':', '\\:')}:${brief}`);
  const cases = table.map(({ name, options, values }) => {
    const words = [
      ...options.map(([option, brief]) => described(option, brief)),
      ...values.map((value) => quote(value)),
      ...GLOBAL_NAMES.map((option) => quote(option)),
    ];
    return `    ${name}) words=(${words.join(' ')}) ;;`;
  });
  return `#compdef canon
# canon: completion for zsh. Load it with: source <(canon completion zsh)
_canon() {
  local -a words_here words
  local command= i
  for ((i = 2; i < CURRENT; i++)); do
    case \${(Q)\${(z)BUFFER}[i]} in
    --repo | --operator) ((i++)) ;;
    -*) ;;
    *) command=\${(Q)\${(z)BUFFER}[i]}; break ;;
    esac
  done
  words_here=(${table.map(({ name, brief }) => described(name, brief)).join(' ')})
  case $command in
    '') _describe command words_here; return ;;
${cases.join('\n')}
  esac
  _describe word words || _files
}
compdef _canon canon
`;
}

function fish(table: readonly Words[]): string {
  const lines = table.flatMap(({ name, brief, options, values }) => {
    const here = quote(`__fish_seen_subcommand_from ${name}`);
    return [
      `complete -c canon -n __fish_use_subcommand -f -a ${name} -d ${quote(brief)}`,
      ...options.map(
        ([option, what, takesValue]) =>
          `complete -c canon -n ${here} -l ${option.slice(2)}${takesValue ? ' -r' : ''} -d ${quote(what)}`,
      ),
      ...(values.length > 0 ? [`complete -c canon -n ${here} -f -a ${quote(values.join(' '))}`] : []),
    ];
  });
  return `# canon: completion for fish. Load it with: canon completion fish | source
${lines.join('\n')}
${GLOBAL_NAMES.map((option) => `complete -c canon -l ${option.slice(2)}`).join('\n')}
`;
}

const SCRIPTS: Readonly<Record<Shell, (table: readonly Words[]) => string>> = { bash, zsh, fish };

/** `canon completion SHELL` */
export const command = defineCommand({
  name: 'completion',
  usage: ['completion bash|zsh|fish'],
  about: ['Prints a script that completes commands, options and kinds in a shell.'],
  args: [{ name: 'SHELL', brief: 'bash, zsh or fish', values: SHELLS }],
  flags: {},
  examples: [
    [
      'source <(canon completion bash)',
      'complete in this shell (bash, zsh); in ~/.bashrc or ~/.zshrc for all',
    ],
    ['canon completion fish > ~/.config/fish/completions/canon.fish', 'the same for fish'],
  ],
  async run(_context, _flags, [asked = '']) {
    const shell = SHELLS.find((one) => one === asked);
    if (!shell) {
      const { CanonError } = await import('../../fault/error.ts');
      throw new CanonError('E_SHELL_UNKNOWN', { data: { shell: asked } });
    }
    const table = await Promise.all(
      COMMANDS.map(async (entry) => wordsOf((await entry.load()).command, entry.brief)),
    );
    const script = SCRIPTS[shell](table);
    return { data: { shell, script }, human: () => script };
  },
});

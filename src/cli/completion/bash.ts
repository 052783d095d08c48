import { type CommandWords, GLOBAL_WORDS, type OptionWords, quote, WITH_VALUE } from './words.ts';

// An empty answer makes readline complete file names, and quote them as they need it. No `mapfile`, no
// `compopt`: the bash of macOS has neither.

const behind = (command: string, { name, takes }: OptionWords): string[] => {
  if (takes === 'nothing') return [];
  const words = Array.isArray(takes) ? ` words=${quote(takes.join(' '))}` : ' return';
  return [`  ${command}:${name})${words} ;;`];
};

/** The script for bash. It holds every word: completing must not start Node at each press of the key. */
export function bashScript(table: readonly CommandWords[]): string {
  const globals = GLOBAL_WORDS.map(({ name }) => name);
  const cases = table.map(({ name, options, values }) => {
    const words = [...options.map((option) => option.name), ...values, ...globals];
    return `    ${name}) words=${quote(words.join(' '))} ;;`;
  });
  return `# canon: completion for bash. Load it with: source <(canon completion bash)
_canon() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} command= words= i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
    ${WITH_VALUE.join(' | ')}) ((i++)) ;;
    -*) ;;
    *) command=\${COMP_WORDS[i]} && break ;;
    esac
  done
  case $command:$before in
${[
  ...GLOBAL_WORDS.flatMap((option) => behind('*', option)),
  ...table.flatMap(({ name, options }) => options.flatMap((option) => behind(name, option))),
].join('\n')}
  *)
    case $command in
    '') words=${quote([...table.map(({ name }) => name), ...globals].join(' '))} ;;
${cases.join('\n')}
    esac
    ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _canon canon
`;
}

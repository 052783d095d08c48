import { type CommandWords, GLOBAL_WORDS, type OptionWords, quote, WITH_VALUE } from './words.ts';

const described = (word: string, brief: string): string => quote(`${word.replaceAll(':', '\\:')}:${brief}`);

const optionsOf = (options: readonly OptionWords[]): string =>
  options.map(({ name, brief }) => described(name, brief)).join(' ');

function behind(command: string, { name, takes }: OptionWords): string[] {
  if (takes === 'nothing') return [];
  const acts: Readonly<Record<string, string>> = {
    file: '_files',
    folder: '_files -/',
    text: '_message value',
  };
  const act = Array.isArray(takes) ? `compadd -- ${takes.map(quote).join(' ')}` : acts[String(takes)];
  return [`    ${command}:${name}) ${act}; return ;;`];
}

/**
 * The script for zsh, to be sourced or to lie in a folder of `fpath` as `_canon`. Its own names are none of
 * zsh's: `words`, `options` and `commands` are the shell's.
 */
export function zshScript(table: readonly CommandWords[]): string {
  const cases = table.map(
    ({ name, options, values }) =>
      `    ${name}) canon_options+=(${optionsOf(options)}); canon_values=(${values.map(quote).join(' ')}) ;;`,
  );
  return `#compdef canon
# canon: completion for zsh. Load it with: source <(canon completion zsh)
_canon() {
  local canon_command= i
  local -a canon_options canon_values
  for ((i = 2; i < CURRENT; i++)); do
    case $words[i] in
    ${WITH_VALUE.join(' | ')}) ((i++)) ;;
    -*) ;;
    *) canon_command=$words[i]; break ;;
    esac
  done
  case $canon_command:$words[CURRENT-1] in
${[
  ...GLOBAL_WORDS.flatMap((option) => behind('*', option)),
  ...table.flatMap(({ name, options }) => options.flatMap((option) => behind(name, option))),
].join('\n')}
  esac
  canon_options=(${optionsOf(GLOBAL_WORDS)})
  case $canon_command in
    '') canon_values=(${table.map(({ name, brief }) => described(name, brief)).join(' ')}) ;;
${cases.join('\n')}
  esac
  if [[ $words[CURRENT] == -* ]]; then
    _describe -o option canon_options
  elif (( $#canon_values )); then
    _describe value canon_values
  else
    _files
  fi
}
if [[ \${funcstack[1]} == _canon ]]; then
  _canon "$@"
elif (( $+functions[compdef] )); then
  compdef _canon canon
else
  print -u2 'canon: zsh completes nothing yet; before this: autoload -Uz compinit && compinit'
fi
`;
}

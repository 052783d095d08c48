import { type CommandWords, GLOBAL_WORDS, type OptionWords, WITH_VALUE } from './words.ts';

// In fish's single quotes a backslash escapes itself and the quote.
const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function optionLine({ name, brief, takes }: OptionWords, where: string): string {
  const behind = Array.isArray(takes)
    ? ` -x -a ${quote(takes.join(' '))}`
    : { nothing: '', file: ' -r -F', folder: " -x -a '(__fish_complete_directories)'", text: ' -x' }[
        takes as Exclude<typeof takes, readonly string[]>
      ];
  return `complete -c canon${where} -l ${name.slice(2)}${behind} -d ${quote(brief)}`;
}

/** The script for fish. */
export function fishScript(table: readonly CommandWords[]): string {
  const lines = table.flatMap(({ name, brief, options, values }) => {
    const here = ` -n ${quote(`__canon_at ${name}`)}`;
    return [
      `complete -c canon -n '__canon_at' -f -a ${name} -d ${quote(brief)}`,
      ...options.map((option) => optionLine(option, here)),
      ...(values.length > 0 ? [`complete -c canon${here} -f -a ${quote(values.join(' '))}`] : []),
    ];
  });
  return `# canon: completion for fish. Load it with: canon completion fish | source
function __canon_at -d 'canon: the command before the cursor is the given one, or none'
  set -l words (commandline -opc)
  set -e words[1]
  set -l value no
  for word in $words
    if test $value = yes
      set value no
      continue
    end
    switch $word
      case ${WITH_VALUE.join(' ')}
        set value yes
      case '-*'
      case '*'
        test "$word" = "$argv"
        return
    end
  end
  test -z "$argv"
end
${GLOBAL_WORDS.map((option) => optionLine(option, '')).join('\n')}
${lines.join('\n')}
`;
}

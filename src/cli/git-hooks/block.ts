/** What a pre-commit hook runs for a project (`''`, or `sub/` from the top): a canon that is missing stops nobody. */
export function hookCommand(prefix: string): string {
  const at = prefix === '' ? '' : ` --repo ${quoted(prefix.slice(0, -1))}`;
  return `sh ${quoted(`${prefix}.canon/run`)} check --hook${at} || [ $? -ne 1 ]`;
}

// Plain where the shell takes it for a word, else in single quotes.
const quoted = (text: string): string =>
  /^[\w./-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", "'\\''")}'`;

const SHEBANG = '#!/bin/sh\n';

interface Marks {
  readonly open: string;
  readonly close: string;
}

/** The lines around canon's block. A file that canon made says so: it goes with the block. */
function marksOf(prefix: string, made: boolean): Marks {
  const name = prefix === '' ? 'canon' : `canon in ${prefix}`;
  const about = made ? 'canon made this file; ' : '';
  return {
    open: `# >>> ${name} >>> ${about}\`canon init --git-hooks\` wrote this, \`canon uninstall\` takes it out`,
    close: `# <<< ${name} <<<`,
  };
}

function blockOf(prefix: string, made: boolean): string {
  const { open, close } = marksOf(prefix, made);
  return `${open}
if [ -f ${quoted(`${prefix}.canon/run`)} ]; then
  ${hookCommand(prefix)} || exit 1
fi
${close}
`;
}

/** The whole file where there was none. */
export const newHook = (prefix: string): string => SHEBANG + blockOf(prefix, true);

/** Whether a hook is a script of sh, or of a shell that takes what sh does. */
export const isShell = (text: string): boolean =>
  /^#![ \t]*(?:\S*\/)?(?:env[ \t]+)?(?:\S*\/)?(?:ba|da|a|k|z)?sh\b/.test(text);

/** How canon's block stands in a hook: not at all, as canon writes it, or changed by somebody. */
export function blockIn(text: string, prefix: string): 'none' | 'whole' | 'changed' {
  const plain = text.replaceAll('\r\n', '\n');
  if ([true, false].some((made) => plain.includes(blockOf(prefix, made)))) return 'whole';
  const { close } = marksOf(prefix, false);
  const start = `# >>> ${prefix === '' ? 'canon' : `canon in ${prefix}`} >>>`;
  return plain.includes(start) || plain.includes(close) ? 'changed' : 'none';
}

/**
 * A hook with the block right under its first line: behind the last one it would never be reached where the script ends
 * in \`exit\` or \`exec\`. All else stays byte for byte.
 */
export function withBlock(text: string, prefix: string): string {
  const end = text.indexOf('\n');
  const first = end < 0 ? `${text}\n` : text.slice(0, end + 1);
  return first + blockOf(prefix, false) + (end < 0 ? '' : text.slice(end + 1));
}

/** The hook without the block; undefined where canon made the file and nothing else is left in it. */
export function withoutBlock(text: string, prefix: string): string | undefined {
  for (const made of [true, false]) {
    for (const eol of ['\n', '\r\n']) {
      const block = blockOf(prefix, made).replaceAll('\n', eol);
      const at = text.indexOf(block);
      if (at < 0) continue;
      const rest = text.slice(0, at) + text.slice(at + block.length);
      return made && rest.replaceAll('\r\n', '\n') === SHEBANG ? undefined : rest;
    }
  }
  return text;
}

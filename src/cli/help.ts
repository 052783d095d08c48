import { cells, wrapTo } from '../text/width.ts';
import { optionName, type Command } from './command.ts';
import { COMMANDS, GROUPS, type Group } from './commands.ts';
import { GLOBAL_OPTIONS } from './globals.ts';
import type { Look } from './output/look.ts';
import { VERSION } from './version.ts';

/** Rows of a name and what it is, in two columns; the second wraps under itself. */
function columns(rows: readonly (readonly [name: string, what: string])[], look: Look): string[] {
  const first = Math.min(28, Math.max(...rows.map(([name]) => cells(name)))) + 4;
  return rows.flatMap(([name, what]) => {
    const lines = wrapTo(what, look.width - first);
    const head = `  ${look.accent(name)}`;
    const space = first - 2 - cells(name);
    // A name that is too long for its column stands on a line of its own.
    const begin = space < 2 ? [head] : [`${head}${' '.repeat(space)}${lines.shift() ?? ''}`.trimEnd()];
    return [...begin, ...lines.map((line) => ' '.repeat(first) + line)];
  });
}

const paragraphs = (texts: readonly string[], look: Look): string[] =>
  texts.flatMap((text) => ['', ...wrapTo(text, look.width)]);

/** `canon --help`. */
export function rootHelp(look: Look): string {
  const lines = [
    `${look.bold('canon')} ${VERSION} — the repository is the canonical store of the work done in it`,
    '',
    `${look.bold('Usage')}  canon <command> [options]`,
  ];
  for (const [group, heading] of Object.entries(GROUPS)) {
    const rows = COMMANDS.filter((entry) => entry.group === (group as Group));
    if (rows.length === 0) continue;
    lines.push('', look.bold(heading));
    lines.push(
      ...columns(
        rows.map(({ name, brief }) => [name.padEnd(16), brief]),
        look,
      ),
    );
  }
  lines.push('', look.bold('Options of every command'), ...columns(GLOBAL_OPTIONS, look));
  lines.push(
    '',
    'A REF is an id, kind:id, a path, or the unambiguous beginning of an id.',
    'Exit codes: 0 done · 1 done, and there are findings · 2 not done.',
    '',
    `${look.dim('canon <command> --help')} says more, with examples.`,
  );
  return `${lines.join('\n')}\n`;
}

/** `canon <command> --help`. */
export function commandHelp(command: Command, look: Look): string {
  const lines = [
    ...command.usage.map((line, i) => `${i === 0 ? look.bold('Usage') : '     '}  canon ${line}`),
    ...paragraphs(command.about, look),
  ];
  if (command.args.length > 0) {
    lines.push('', look.bold('Arguments'));
    lines.push(
      ...columns(
        command.args.map((arg) => [arg.optional ? `[${arg.name}]` : arg.name, arg.brief]),
        look,
      ),
    );
  }
  const flags = Object.entries(command.flags).filter(([, spec]) => !spec.hidden);
  if (flags.length > 0) {
    lines.push('', look.bold('Options'));
    lines.push(
      ...columns(
        flags.map(([key, spec]) => {
          const value = spec.value ?? spec.values?.join('|');
          return [value ? `${optionName(key)} ${value}` : optionName(key), spec.brief];
        }),
        look,
      ),
    );
  }
  lines.push('', look.bold('Examples'));
  for (const [line, what] of command.examples) {
    lines.push(`  ${look.accent(line)}`, ...wrapTo(what, look.width - 6).map((part) => `      ${part}`));
  }
  lines.push('', look.dim('Also --repo DIR, --operator SLUG, --json, --no-color: see canon --help'));
  return `${lines.join('\n')}\n`;
}

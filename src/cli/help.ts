import { wrapTo } from '../text/width.ts';
import { optionName, type Command } from './command.ts';
import { COMMANDS, GROUPS, type Group } from './commands.ts';
import { GLOBAL_OPTIONS } from './globals.ts';
import type { Look } from './output/look.ts';
import { pairs } from './output/pairs.ts';
import { VERSION } from './version.ts';

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
    const rows = COMMANDS.filter((entry) => entry.group === (group as Group) && !entry.hidden);
    if (rows.length === 0) continue;
    lines.push('', look.bold(heading));
    lines.push(
      ...pairs(
        rows.map(({ name, brief }) => [name.padEnd(16), brief]),
        look,
      ),
    );
  }
  lines.push('', look.bold('Options of every command'), ...pairs(GLOBAL_OPTIONS, look));
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
      ...pairs(
        command.args.map((arg) => [arg.optional ? `[${arg.name}]` : arg.name, arg.brief]),
        look,
      ),
    );
  }
  const flags = Object.entries(command.flags).filter(([, spec]) => !spec.hidden);
  if (flags.length > 0) {
    lines.push('', look.bold('Options'));
    lines.push(
      ...pairs(
        flags.map(([key, spec]) => {
          const named = spec.value ?? spec.values?.join('|');
          const value = spec.bare ? `[${named}]` : named;
          return [value ? `${optionName(key)} ${value}` : optionName(key), spec.brief];
        }),
        look,
      ),
    );
  }
  lines.push('', look.bold('Examples'));
  for (const [example, what] of command.examples) {
    const line = example.includes('canon') ? example : `canon ${example}`;
    lines.push(`  ${look.accent(line)}`, ...wrapTo(what, look.width - 6).map((part) => `      ${part}`));
  }
  lines.push('', look.dim('Also --repo DIR, --operator SLUG, --json, --no-color: see canon --help'));
  return `${lines.join('\n')}\n`;
}

import type { Diagnostic, Severity } from '../../fault/diagnostic.ts';
import { describe } from '../../fault/messages/index.ts';
import { safeText } from '../../text/safe.ts';
import { sumOf } from '../output/findings.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

// What GitHub's runner unescapes, in this order: data, and then what else ends a property.
const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/**
 * Findings as workflow commands of GitHub Actions, which shows them at their lines; one a line, and the sum at the
 * end. Paths are relative to the top of the repository.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function githubText(findings: readonly Diagnostic[], records: number, prefix: string): string {
  return [...findings.map((one) => command(one, prefix)), sumOf(findings, records)].join('\n');
}

function command({ code, severity, path, line, column, args }: Diagnostic, prefix: string): string {
  const { text, hint } = describe(code, args);
  const place: readonly (readonly [name: string, value: string | number | undefined])[] = [
    ['file', path === undefined ? undefined : prefix + path],
    ['line', line],
    ['col', column],
    ['title', code],
  ];
  const properties = place.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${property(safeText(String(value)))}`],
  );
  const said = hint === undefined ? text : `${text}\n${hint}`;
  return `::${COMMANDS[severity]} ${properties.join(',')}::${data(safeText(said))}`;
}

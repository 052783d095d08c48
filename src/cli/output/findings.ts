import type { Diagnostic, Severity } from '../../fault/diagnostic.ts';
import { describe } from '../../fault/messages/index.ts';
import { safeLine } from '../../text/safe.ts';
import { wrapTo } from '../../text/width.ts';
import type { Look } from './look.ts';

/** What `canon check` has to tell. */
export interface Findings {
  readonly findings: readonly Diagnostic[];
  readonly records: number;
  readonly fixed: readonly string[];
  readonly dryRun: boolean;
}

const INDENT = '    ';

/** Findings by file, each with its place, its rule and its remedy; the sum at the end. */
export function findingsText({ findings, records, fixed, dryRun }: Findings, look: Look): string {
  const lines = fixed.map((path) => `${look.dim(dryRun ? 'would mend' : 'mended')}  ${safeLine(path)}`);
  if (lines.length > 0) lines.push('');
  let file: string | undefined;
  let told = '';
  for (const finding of findings) {
    if (finding.path !== file) {
      if (file !== undefined) lines.push('');
      file = finding.path;
      lines.push(look.bold(safeLine(file ?? '')));
      told = '';
    }
    const { text, hint } = describe(finding.code, finding.args);
    const head = [place(finding), finding.severity, finding.code].filter((part) => part !== '').join('  ');
    lines.push(`  ${word(finding.severity, head, look)}`);
    lines.push(...wrapTo(safeLine(text), look.width - 4).map((line) => INDENT + line));
    // The same advice twice in a row is once too often.
    if (hint !== undefined && hint !== told)
      lines.push(...wrapTo(safeLine(hint), look.width - 4).map((line) => look.dim(INDENT + line)));
    told = hint ?? '';
  }
  if (findings.length > 0) lines.push('');
  lines.push(sumOf(findings, records));
  return lines.join('\n');
}

const place = ({ line, column }: Diagnostic): string =>
  line === undefined ? '' : `${line}${column === undefined ? '' : `:${column}`}`;

const word = (severity: Severity, text: string, look: Look): string =>
  severity === 'error' ? text.replace('error', look.bad('error')) : text;

/** How many findings of each weight there are, in one sentence. */
export function sumOf(findings: readonly Diagnostic[], records: number): string {
  const count = (severity: Severity, one: string, many: string): string[] => {
    const n = findings.filter((finding) => finding.severity === severity).length;
    return n === 0 ? [] : [`${n} ${n === 1 ? one : many}`];
  };
  const parts = [
    ...count('error', 'error', 'errors'),
    ...count('warning', 'warning', 'warnings'),
    ...count('info', 'note', 'notes'),
  ];
  return `${parts.length === 0 ? 'Nothing to mend' : parts.join(', ')} in ${records} ${records === 1 ? 'record' : 'records'}.`;
}

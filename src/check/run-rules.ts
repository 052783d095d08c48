import type { Diagnostic, Severity } from '../fault/diagnostic.ts';
import type {
  Around,
  CheckedBody,
  CheckedFile,
  CheckedRow,
  Derived,
  FileRule,
  Finding,
  Findings,
  Sight,
} from './rule.ts';
import { FILE_RULES, REPOSITORY_RULES } from './rules/index.ts';

/** What the config says of a rule; what it does not name keeps its own weight. */
export type Levels = Readonly<Record<string, 'off' | Severity>>;

const weigh = (
  rule: { readonly name: string; readonly severity: Severity },
  levels: Levels,
): Severity | 'off' => levels[rule.name] ?? rule.severity;

function diagnosed(
  code: string,
  severity: Severity,
  findings: readonly Finding[],
  path?: string,
): Diagnostic[] {
  return findings.map(({ key: _key, severity: own, ...finding }) => ({
    code,
    severity: lighter(severity, own),
    ...(path === undefined ? {} : { path }),
    ...finding,
  }));
}

const WEIGHTS: readonly Severity[] = ['info', 'warning', 'error'];

const lighter = (severity: Severity, own: Severity = severity): Severity =>
  WEIGHTS.indexOf(own) < WEIGHTS.indexOf(severity) ? own : severity;

type Diagnostics = readonly Diagnostic[] | Promise<readonly Diagnostic[]>;

/** Runs the rules over one file; at once where every rule answers at once. */
export const checkFile = (file: CheckedFile, sight: Sight, levels: Levels): Diagnostics =>
  runEach(FILE_RULES, file.path, levels, (rule) =>
    'checkLinks' in rule ? rule.checkLinks(file, sight) : rule.checkFile(file, sight),
  );

/** Runs the rules over the links of a body. */
export const checkLinks = (body: CheckedBody, sight: Sight, levels: Levels): Diagnostics =>
  runEach(FILE_RULES, body.path, levels, (rule) =>
    'checkLinks' in rule ? rule.checkLinks(body, sight) : [],
  );

function runEach(
  rules: readonly FileRule[],
  path: string,
  levels: Levels,
  ask: (rule: FileRule) => Findings,
): Diagnostics {
  const found: Diagnostic[] = [];
  const later: Promise<readonly Diagnostic[]>[] = [];
  for (const rule of rules) {
    const severity = weigh(rule, levels);
    if (severity === 'off') continue;
    const result = ask(rule);
    // Most rules answer at once; 20,000 files times all rules are not worth a turn of the event loop each.
    if (result instanceof Promise)
      later.push(result.then((findings) => diagnosed(rule.name, severity, findings, path)));
    else if (result.length > 0) found.push(...diagnosed(rule.name, severity, result, path));
  }
  return later.length === 0 ? found : Promise.all(later).then((more) => [...found, ...more.flat()]);
}

/** Where a key stands in the frontmatter of a file; nothing where the file is gone. */
export type PlaceOf = (path: string, key: string) => { line: number; column: number } | undefined;

/** Runs the rules over all records at once. */
export async function checkAll(
  rows: readonly CheckedRow[],
  seen: { readonly derived: Derived; readonly around: Around; readonly placeOf: PlaceOf },
  levels: Levels,
): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const rule of REPOSITORY_RULES) {
    const severity = weigh(rule, levels);
    if (severity === 'off') continue;
    for (const finding of await rule.checkAll(rows, seen.derived, seen.around)) {
      const { key, path } = finding;
      const place = key === undefined || path === undefined ? undefined : seen.placeOf(path, key);
      found.push(...diagnosed(rule.name, severity, [place ? { ...finding, ...place } : finding]));
    }
  }
  return found;
}

/** Findings in the order in which people read them: by file, line, column. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) =>
      compare(a.path ?? '', b.path ?? '') ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

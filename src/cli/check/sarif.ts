import type { Diagnostic, Severity } from '../../fault/diagnostic.ts';
import { RULE_BRIEFS } from '../../fault/messages/check-briefs.ts';
import { describe } from '../../fault/messages/index.ts';
import { toJson } from '../output/json.ts';
import { VERSION } from '../version.ts';

type Level = 'error' | 'warning' | 'note' | 'none';
const LEVELS: Readonly<Record<Severity | 'off', Level>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  off: 'none',
};

/** Where the package is served with its pages, whatever else is installed. */
const PACKAGE = `https://unpkg.com/repocanon@${VERSION}`;

interface Rule {
  readonly name: string;
  readonly severity: Severity | 'off';
}

/**
 * Findings as SARIF 2.1.0, which GitHub code scanning and other programs read. Paths are relative to the top of the
 * repository; columns are code points.
 * @param rules every rule with its weight here
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifText(findings: readonly Diagnostic[], rules: readonly Rule[], prefix: string): string {
  const known = new Set(rules.map(({ name }) => name));
  // What is no rule's: an operators file that cannot be read.
  const others = [...new Set(findings.map(({ code }) => code))].filter((code) => !known.has(code));
  const all: Rule[] = [...rules, ...others.map((name) => ({ name, severity: 'error' as const }))];
  const place = new Map(all.map(({ name }, at) => [name, at]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'canon',
            semanticVersion: VERSION,
            informationUri: 'https://www.npmjs.com/package/repocanon',
            rules: all.map(({ name, severity }) => ({
              id: name,
              shortDescription: { text: RULE_BRIEFS[name] ?? name },
              helpUri: `${PACKAGE}/docs/${known.has(name) ? `rules/${name}` : 'check'}.md`,
              defaultConfiguration: { level: LEVELS[severity], enabled: severity !== 'off' },
            })),
          },
        },
        columnKind: 'unicodeCodePoints',
        results: findings.map((one) => result(one, place.get(one.code) ?? -1, prefix)),
      },
    ],
  };
  return toJson(log, 2);
}

function result(
  { code, severity, path, line, column, args }: Diagnostic,
  ruleIndex: number,
  prefix: string,
): Record<string, unknown> {
  const { text, hint } = describe(code, args);
  // A region needs a line; a finding of the whole file has none.
  const region =
    line === undefined
      ? {}
      : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } };
  const physical = path !== undefined && {
    physicalLocation: { artifactLocation: { uri: uriOf(prefix + path) }, ...region },
  };
  return {
    ruleId: code,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: hint === undefined ? text : `${text}. ${hint}` },
    locations: physical ? [physical] : [],
  };
}

/** A path as a relative reference: `#`, blanks and letters of other scripts are encoded, a first colon is no scheme's. */
const uriOf = (path: string): string =>
  path
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');

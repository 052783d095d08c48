import { type Kind, KINDS } from '../record/kinds.ts';
import type { Diagnostic } from '../fault/diagnostic.ts';
import { CanonError } from '../fault/error.ts';
import { checkValue, type Keys } from './config-check.ts';
import { withDefaults, type Written } from './config-defaults.ts';
import { CONFIG_FORMAT, CONFIG_SPEC } from './config-spec.ts';
import { invariantProblem } from './config-invariants.ts';
import { isMap, readYaml, type Tree, type YamlFile } from './yaml-file.ts';

export type RuleLevel = 'off' | 'info' | 'warning' | 'error';

/** A limit to the calls of a session: what must hold of each. */
export interface Invariant {
  /** Its counter in `tool_calls_breakdown`. */
  readonly name: string;
  /** Names as they are counted (folded), globs among them. */
  readonly tools: readonly string[];
  readonly max: number;
  readonly mode: 'warn' | 'block';
}

/** `.canon/config.yaml` with its defaults filled in. The keys are the file's. */
export interface Config {
  readonly format: 1;
  /** Each kind's folder: relative to the project's root, forward slashes, none at the end. */
  readonly paths: Readonly<Record<Kind, string>>;
  readonly sessions: { readonly layout: 'flat' | 'month' };
  readonly default_branch: string | null;
  readonly derived: 'default-branch' | 'always' | 'never';
  readonly handoff: { readonly push: 'branch' | 'own' | 'never'; readonly git_hooks: boolean };
  readonly telemetry: 'on' | 'off';
  /** Key to the globs that are counted under it, in the order of the file: the first match wins. */
  readonly fold_tools: Readonly<Record<string, readonly string[]>>;
  readonly invariants: readonly Invariant[];
  readonly secrets: { readonly patterns: readonly string[]; readonly allow: readonly string[] };
  readonly check: {
    readonly rules: Readonly<Record<string, RuleLevel>>;
    /** What the pre-commit hook does with what it finds. */
    readonly hook: 'warn' | 'block' | 'off';
  };
  readonly import: {
    /** Headings of other tools, by the name of the section that they mean. */
    readonly sections: Readonly<Record<string, readonly string[]>>;
  };
  readonly transcripts: {
    /** Whether the user's first and last request stand in the record. */
    readonly requests: boolean;
  };
  readonly site: {
    /** What it is called; the name of the project's folder if it does not say. */
    readonly title: string | null;
    /** Where it is published. */
    readonly url: string | null;
    readonly language: 'en' | 'ru';
    /** Where it is built, relative to the project's root. */
    readonly out: string;
    /** Globs of the paths of records, and `tag:NAME`, that are kept out. */
    readonly exclude: readonly string[];
  };
}

export interface LoadedConfig {
  readonly config: Config;
  /** Keys that mean nothing: `config-unknown-key`. */
  readonly diagnostics: readonly Diagnostic[];
}

export const CONFIG_PATH = '.canon/config.yaml';

/**
 * Reads the text of a configuration file.
 * @throws E_CONFIG_SYNTAX, E_CONFIG_FORMAT, E_CONFIG_VALUE, E_CONFIG_PATH, each with line and column
 */
export async function parseConfig(text: string): Promise<LoadedConfig> {
  const file = await readYaml(text, CONFIG_PATH, 'E_CONFIG_SYNTAX');
  const { data } = file;
  if (data !== null && !isMap(data))
    return refuse(file, 'E_CONFIG_VALUE', [], { key: '', expected: 'a map' });
  const format = data?.['format'] ?? null;
  if (format !== CONFIG_FORMAT) {
    const found = typeof format === 'string' ? format : '';
    return refuse(file, 'E_CONFIG_FORMAT', ['format'], { found, known: CONFIG_FORMAT });
  }
  const unknown: Keys[] = [];
  const problem = checkValue(CONFIG_SPEC, data, [], unknown);
  if (problem) {
    const { code = 'E_CONFIG_VALUE', keys, expected } = problem;
    return refuse(file, code, keys, { key: keys.join('.'), expected });
  }
  const uncounted = invariantProblem(
    data?.['invariants'] as Written['invariants'],
    data?.['fold_tools'] as Written['fold_tools'],
  );
  if (uncounted)
    return refuse(file, 'E_CONFIG_VALUE', uncounted.keys, {
      key: uncounted.keys.join('.'),
      expected: uncounted.expected,
    });
  const config = withDefaults(data as never);
  const clash = clashOf(config.paths, data?.['paths']);
  if (clash) {
    const expected = `a folder apart from that of ${clash[1]} (${config.paths[clash[1]]})`;
    return refuse(file, 'E_CONFIG_PATH', ['paths', clash[0]], { key: `paths.${clash[0]}`, expected });
  }
  const holder = KINDS.find((kind) => overlap(config.site.out, config.paths[kind]));
  if (holder) {
    const expected = `a folder apart from that of ${holder} (${config.paths[holder]})`;
    return refuse(file, 'E_CONFIG_PATH', ['site', 'out'], { key: 'site.out', expected });
  }
  return { config, diagnostics: unknown.map((keys) => unknownKey(text, keys)) };
}

function overlap(one: string, other: string): boolean {
  const [mine, theirs] = [`${one}/`.toLowerCase(), `${other}/`.toLowerCase()];
  return mine.startsWith(theirs) || theirs.startsWith(mine);
}

async function refuse(
  file: YamlFile,
  code: string,
  keys: Keys,
  data: Record<string, string>,
): Promise<never> {
  const place = await file.locate(keys);
  throw new CanonError(code, { path: CONFIG_PATH, ...place, data: { path: CONFIG_PATH, ...data } });
}

// The folder that the file names is the one to blame, not the default that it collides with.
function clashOf(paths: Readonly<Record<Kind, string>>, written: Tree | undefined): [Kind, Kind] | undefined {
  const named = KINDS.filter((kind) => isMap(written) && written[kind]);
  for (const one of [...named, ...KINDS]) {
    for (const other of KINDS) {
      if (one !== other && overlap(paths[one], paths[other])) return [one, other];
    }
  }
  return undefined;
}

// A guess at the line is good enough for a warning that comes with every command; the exact one costs the parser.
function unknownKey(text: string, keys: Keys): Diagnostic {
  const name = String(keys.at(-1));
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.trimStart().replace(/^["']/, '').startsWith(name));
  return {
    code: 'config-unknown-key',
    severity: 'warning',
    path: CONFIG_PATH,
    ...(at < 0 ? {} : { line: at + 1 }),
    args: { key: keys.join('.') },
  };
}

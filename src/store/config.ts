import { type Kind, KINDS } from '../record/kinds.ts';
import type { Diagnostic } from '../fault/diagnostic.ts';
import { CanonError } from '../fault/error.ts';
import { invariantProblem } from './config-invariants.ts';
import { CONFIG_FORMAT, CONFIG_SPEC, type Spec } from './config-spec.ts';
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

export const DEFAULT_CONFIG: Config = {
  format: 1,
  paths: {
    session: 'docs/sessions',
    workstream: 'workstreams',
    plan: 'plans',
    adr: 'docs/decisions',
    learning: 'docs/learnings',
  },
  sessions: { layout: 'flat' },
  default_branch: null,
  derived: 'default-branch',
  handoff: { push: 'branch', git_hooks: false },
  telemetry: 'on',
  fold_tools: {},
  invariants: [],
  secrets: { patterns: [], allow: [] },
  check: { rules: {}, hook: 'warn' },
  site: { title: null, url: null, language: 'en', out: '_site', exclude: [] },
};

type Keys = readonly (string | number)[];

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
  const problem = check(CONFIG_SPEC, data, [], unknown);
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
  return { config, diagnostics: unknown.map((keys) => unknownKey(text, keys)) };
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

interface Problem {
  readonly code?: string;
  readonly keys: Keys;
  readonly expected: string;
}

// A value that is left empty is one that is not there.
function check(spec: Spec, value: Tree | undefined, keys: Keys, unknown: Keys[]): Problem | undefined {
  if (value === null || value === undefined) return undefined;
  switch (spec.type) {
    case 'map':
      return isMap(value) ? checkKeys(spec.keys, value, keys, unknown) : { keys, expected: 'a map' };
    case 'dict':
      return isMap(value)
        ? first(Object.entries(value), ([key, one]) => check(spec.of, one, [...keys, key], unknown))
        : { keys, expected: 'a map' };
    case 'list':
      if (!Array.isArray(value)) return { keys, expected: 'a list' };
      if (value.filter((one) => one !== null && one !== '').length < (spec.least ?? 0))
        return { keys, expected: `a list of ${spec.least} or more` };
      return first([...value.entries()], ([at, one]) => check(spec.of, one as Tree, [...keys, at], unknown));
    case 'one':
      return typeof value === 'string' && spec.of.includes(value)
        ? undefined
        : { keys, expected: spec.of.join(' | ') };
    case 'flag':
      return value === 'true' || value === 'false' ? undefined : { keys, expected: 'true | false' };
    case 'count':
      return typeof value === 'string' && /^\d{1,9}$/.test(value)
        ? undefined
        : { keys, expected: 'a whole number from 0 on' };
    default:
      return typeof value === 'string' ? checkText(spec.type, value, keys) : { keys, expected: 'text' };
  }
}

function checkKeys(
  specs: Readonly<Record<string, Spec>>,
  value: { readonly [key: string]: Tree },
  keys: Keys,
  unknown: Keys[],
): Problem | undefined {
  return first(Object.entries(value), ([key, one]) => {
    const spec = Object.hasOwn(specs, key) ? specs[key] : undefined;
    if (spec) return check(spec, one, [...keys, key], unknown);
    unknown.push([...keys, key]);
    return undefined;
  });
}

function first<T>(items: readonly T[], test: (item: T) => Problem | undefined): Problem | undefined {
  for (const item of items) {
    const problem = test(item);
    if (problem) return problem;
  }
  return undefined;
}

function checkText(
  type: 'text' | 'folder' | 'regexp' | 'address',
  value: string,
  keys: Keys,
): Problem | undefined {
  if (type === 'address' && !isAddress(value)) {
    return { keys, expected: 'an address like https://example.com/site/' };
  }
  if (type === 'folder' && !isInside(value)) {
    return { code: 'E_CONFIG_PATH', keys, expected: 'a folder inside the project, like docs/sessions' };
  }
  if (type === 'regexp') {
    try {
      RegExp(...regexpParts(value));
    } catch (error) {
      return { keys, expected: `a regular expression (${error instanceof Error ? error.message : ''})` };
    }
  }
  return undefined;
}

/** Source and flags of a regular expression as the configuration writes it: bare, or `/source/flags`. */
export function regexpParts(written: string): [source: string, flags: string] {
  const [, source, flags] = /^\/(.+)\/([a-z]*)$/s.exec(written) ?? [];
  return source === undefined ? [written, ''] : [source, flags ?? ''];
}

/** A plain address: feeds and links are made of it by putting paths behind it. */
const isAddress = (value: string): boolean =>
  /^https?:\/\/[^\s/?#@]+(?:\/[^\s?#]*)?$/.test(value) && URL.canParse(value);

// Absolute paths, `..`, git's and canon's own folders, and what only Windows reads as a separator.
function isInside(path: string): boolean {
  if (/[\\\0\n]/.test(path) || /^[A-Za-z]:/.test(path)) return false;
  const parts = path.replace(/\/+$/, '').split('/');
  return parts.every((part) => part !== '' && !part.startsWith('.'));
}

// The folder that the file names is the one to blame, not the default that it collides with.
function clashOf(paths: Readonly<Record<Kind, string>>, written: Tree | undefined): [Kind, Kind] | undefined {
  const named = KINDS.filter((kind) => isMap(written) && written[kind]);
  for (const one of [...named, ...KINDS]) {
    for (const other of KINDS) {
      const [mine, theirs] = [`${paths[one]}/`.toLowerCase(), `${paths[other]}/`.toLowerCase()];
      if (one !== other && (mine.startsWith(theirs) || theirs.startsWith(mine))) return [one, other];
    }
  }
  return undefined;
}

/** The file as it was checked: text everywhere, keys that may be missing or null. */
interface Written {
  readonly paths?: Partial<Record<Kind, string | null>> | null;
  readonly sessions?: { readonly layout?: Config['sessions']['layout'] | null } | null;
  readonly default_branch?: string | null;
  readonly derived?: Config['derived'] | null;
  readonly handoff?: {
    readonly push?: Config['handoff']['push'] | null;
    readonly git_hooks?: 'true' | 'false' | null;
  } | null;
  readonly telemetry?: Config['telemetry'] | null;
  readonly fold_tools?: Readonly<Record<string, readonly (string | null)[] | null>> | null;
  readonly invariants?:
    | readonly ({
        readonly name?: string | null;
        readonly tools?: readonly (string | null)[] | null;
        readonly max?: string | null;
        readonly mode?: Invariant['mode'] | null;
      } | null)[]
    | null;
  readonly secrets?: {
    readonly patterns?: readonly (string | null)[] | null;
    readonly allow?: readonly (string | null)[] | null;
  } | null;
  readonly check?: {
    readonly rules?: Readonly<Record<string, RuleLevel | null>> | null;
    readonly hook?: Config['check']['hook'] | null;
  } | null;
  readonly site?: {
    readonly title?: string | null;
    readonly url?: string | null;
    readonly language?: Config['site']['language'] | null;
    readonly out?: string | null;
    readonly exclude?: readonly (string | null)[] | null;
  } | null;
}

function withDefaults(written: Written): Config {
  const base = DEFAULT_CONFIG;
  const texts = (list: readonly (string | null)[] | null | undefined): string[] =>
    (list ?? []).filter((item) => item !== null);
  const paths = Object.fromEntries(
    KINDS.map((kind) => [kind, (written.paths?.[kind] ?? base.paths[kind]).replace(/\/+$/, '')]),
  ) as Record<Kind, string>;
  const rules = Object.entries(written.check?.rules ?? {}).filter(([, level]) => level !== null);
  return {
    format: 1,
    paths,
    sessions: { layout: written.sessions?.layout ?? base.sessions.layout },
    default_branch: written.default_branch ?? null,
    derived: written.derived ?? base.derived,
    handoff: {
      push: written.handoff?.push ?? base.handoff.push,
      git_hooks: written.handoff?.git_hooks === 'true',
    },
    telemetry: written.telemetry ?? base.telemetry,
    fold_tools: Object.fromEntries(
      Object.entries(written.fold_tools ?? {}).map(([key, globs]) => [key, texts(globs)]),
    ),
    invariants: (written.invariants ?? []).map((one): Invariant => {
      const name = one?.name ?? '';
      const tools = texts(one?.tools);
      return {
        name,
        tools: tools.length > 0 ? tools : [name],
        max: Number(one?.max ?? 0),
        mode: one?.mode ?? 'warn',
      };
    }),
    secrets: { patterns: texts(written.secrets?.patterns), allow: texts(written.secrets?.allow) },
    check: {
      rules: Object.fromEntries(rules) as Record<string, RuleLevel>,
      hook: written.check?.hook ?? base.check.hook,
    },
    site: {
      title: written.site?.title ?? base.site.title,
      url: written.site?.url ?? base.site.url,
      language: written.site?.language ?? base.site.language,
      out: (written.site?.out ?? base.site.out).replace(/\/+$/, ''),
      exclude: texts(written.site?.exclude),
    },
  };
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

import { type Kind, KINDS } from '../record/kinds.ts';
import type { Config, Invariant, RuleLevel } from './config.ts';

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
  import: { sections: {} },
  transcripts: { requests: false },
  site: { title: null, url: null, language: 'en', out: '_site', exclude: [] },
};

/** The file as it was checked: text everywhere, keys that may be missing or null. */
export interface Written {
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
  readonly import?: {
    readonly sections?: Readonly<Record<string, readonly (string | null)[] | null>> | null;
  } | null;
  readonly transcripts?: { readonly requests?: 'true' | 'false' | null } | null;
  readonly site?: {
    readonly title?: string | null;
    readonly url?: string | null;
    readonly language?: Config['site']['language'] | null;
    readonly out?: string | null;
    readonly exclude?: readonly (string | null)[] | null;
  } | null;
}

/** The configuration that a file comes to: what it does not say is as it is by default. */
export function withDefaults(written: Written): Config {
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
    import: {
      sections: Object.fromEntries(
        Object.entries(written.import?.sections ?? {}).map(([name, headings]) => [name, texts(headings)]),
      ),
    },
    transcripts: { requests: written.transcripts?.requests === 'true' },
    site: {
      title: written.site?.title ?? base.site.title,
      url: written.site?.url ?? base.site.url,
      language: written.site?.language ?? base.site.language,
      out: (written.site?.out ?? base.site.out).replace(/\/+$/, ''),
      exclude: texts(written.site?.exclude),
    },
  };
}

import type { Diagnostic } from '../fault/diagnostic.ts';
import { CanonError } from '../fault/error.ts';
import type { Project } from '../store/project.ts';
import type { World } from '../world.ts';
import { type GitIdentity, gitIdentity } from './git-identity.ts';
import { loadOperators, type Operator, type Operators, OPERATORS_PATH, UNKNOWN } from './operators.ts';

export type WhoSource = 'flag' | 'env' | 'git-repo' | 'git-global';

/** The operator at work, and what says so. */
export interface Who {
  readonly slug: string;
  readonly initials: string;
  readonly name: string;
  readonly source: WhoSource;
  /** What decided it, as one would write it: `OPERATOR=roman`, `user.email=roman@example.com`. */
  readonly evidence: string;
}

type Place = Pick<Project, 'root' | 'top' | 'repo' | 'local' | 'worktreeKey'>;
type Env = Pick<World, 'env'>;

/**
 * Who is at work: `--operator`, else the environment variable OPERATOR, else git's e-mail address (the
 * repository's, then the user's). The first of these that is there decides: one that names nobody is an
 * error, and is not passed over for the next, which might name somebody else.
 * @throws E_OPERATOR_UNKNOWN with `data.yaml` to paste, E_OPERATORS_…
 */
export async function whoami(project: Place, world: Env, flag?: string): Promise<Who> {
  const operators = await loadOperators(project);
  const named = namedBy(world, flag);
  if (named) {
    const found = named.slug === UNKNOWN ? undefined : operators.bySlug(named.slug);
    if (found) return who(found, named.source, named.evidence);
    throw await strange(project, world, operators, named);
  }
  const identity = await gitIdentity(project, world.env);
  const found = operators.byEmail(identity.email ?? '');
  if (found && identity.source) return who(found, identity.source, `user.email=${identity.email}`);
  throw await strange(project, world, operators, undefined, identity);
}

/**
 * The same for commands that work without an operator: `who` is null for somebody who is none, and a
 * diagnostic says what to paste. A `--operator` that names nobody is still refused: it was meant.
 */
export async function findWho(
  project: Place,
  world: Env,
  flag?: string,
): Promise<{ who: Who | null; diagnostics: Diagnostic[] }> {
  try {
    return { who: await whoami(project, world, flag), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof CanonError) || error.code !== 'E_OPERATOR_UNKNOWN' || flag !== undefined)
      throw error;
    return { who: null, diagnostics: [{ ...error.toDiagnostic(), severity: 'warning' }] };
  }
}

interface Named {
  readonly slug: string;
  readonly source: 'flag' | 'env';
  readonly evidence: string;
}

function namedBy(world: Env, flag: string | undefined): Named | undefined {
  if (flag !== undefined) return { slug: flag.trim(), source: 'flag', evidence: `--operator ${flag}` };
  const env = world.env['OPERATOR']?.trim();
  // Set and empty is how a shell unsets it for one call.
  return env ? { slug: env, source: 'env', evidence: `OPERATOR=${env}` } : undefined;
}

const who = ({ slug, initials, name }: Operator, source: WhoSource, evidence: string): Who => ({
  slug,
  initials,
  name,
  source,
  evidence,
});

async function strange(
  project: Place,
  world: Env,
  operators: Operators,
  named?: Named,
  known?: GitIdentity,
): Promise<CanonError> {
  const { operatorYaml, suggestOperator } = await import('./suggest.ts');
  const identity = known ?? (await gitIdentity(project, world.env));
  // Git's address may well be somebody else's who is listed: then it is no part of the newcomer.
  const mine = operators.byEmail(identity.email ?? '') === undefined;
  const stranger = {
    slug: named?.slug === UNKNOWN ? undefined : named?.slug,
    name: mine ? identity.name : null,
    email: mine ? identity.email : null,
  };
  return new CanonError('E_OPERATOR_UNKNOWN', {
    data: {
      evidence: named?.evidence ?? (identity.email === null ? '' : `user.email=${identity.email}`),
      known: operators.list.map(({ slug }) => slug),
      present: operators.present,
      file: OPERATORS_PATH,
      yaml: operatorYaml(await suggestOperator(stranger, operators)),
    },
  });
}

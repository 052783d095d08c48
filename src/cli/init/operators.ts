import type { Diagnostic } from '../../fault/diagnostic.ts';
import { gitIdentity } from '../../identity/git-identity.ts';
import { foldEmail, loadOperators, type Operator } from '../../identity/operators.ts';
import { operatorYaml, suggestOperator } from '../../identity/suggest.ts';
import type { Project } from '../../store/project.ts';
import type { World } from '../../world.ts';

const HEAD = `# Who works here: one line each. The slug names a person everywhere, the initials begin the ids of their
# sessions, the e-mail addresses of git say who is at work. No two share initials or an address.
`;

const EXAMPLE = '# roman: { initials: RT, name: Roman, emails: [roman@example.com] }\n';

/** What `init` knows about the operators. */
export interface FoundOperators {
  readonly list: readonly Operator[];
  /** The operator that was taken from git's identity just now. */
  readonly added: Operator | undefined;
  /** The file as `init` would write it. */
  readonly text: string;
  /** Whether somebody is in the file already: then it is the people's. */
  readonly theirs: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** The operators of the file; where there are none, the one that git's identity makes. */
export async function findOperators(
  project: Project,
  env: World['env'],
  named: string | undefined,
): Promise<FoundOperators> {
  const [operators, identity] = await Promise.all([loadOperators(project), gitIdentity(project, env)]);
  const { list } = operators;
  const slug = named ?? (env['OPERATOR']?.trim() || undefined);
  if (list.length > 0) {
    const known =
      slug === undefined ? identity.email && operators.byEmail(identity.email) : operators.bySlug(slug);
    const me = known ? undefined : await suggestOperator({ slug, ...identity }, operators);
    const diagnostics: Diagnostic[] = me
      ? [
          {
            code: 'init-not-listed',
            severity: 'warning',
            args: { yaml: operatorYaml(me), who: whoOf(slug, identity.email) },
          },
        ]
      : [];
    return { list, added: undefined, text: '', theirs: true, diagnostics };
  }
  if (identity.email === null && slug === undefined) {
    return {
      list,
      added: undefined,
      text: HEAD + EXAMPLE,
      theirs: false,
      diagnostics: [{ code: 'init-no-email', severity: 'warning' }],
    };
  }
  const me = await suggestOperator({ slug, ...identity }, operators);
  const note: Diagnostic = {
    code: 'init-operator-added',
    severity: 'info',
    args: { slug: me.slug, initials: me.initials },
  };
  return { list: [me], added: me, text: `${HEAD}${operatorYaml(me)}\n`, theirs: false, diagnostics: [note] };
}

const whoOf = (slug: string | undefined, email: string | null): string =>
  slug ?? (email === null ? '' : foldEmail(email));

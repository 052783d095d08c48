import type { Project } from '../store/project.ts';
import type { World } from '../world.ts';
import { gitIdentity } from './git-identity.ts';
import { loadOperators } from './operators.ts';
import type { Who } from './whoami.ts';

/** A sign that somebody else than the operator found is at work. */
export interface Disagreement {
  readonly from: 'env' | 'git-repo' | 'git-global' | 'git-author';
  /** As one would write it: `user.email=sergei@example.com`. */
  readonly evidence: string;
  /** The operator it speaks for. */
  readonly slug: string;
}

/**
 * What speaks against the operator found: a lower-ranking sign (environment, git's e-mail address, the
 * author in git's environment) that names another operator. Signs that name nobody say nothing.
 */
export async function disagreements(
  project: Pick<Project, 'root' | 'top' | 'repo' | 'local' | 'worktreeKey'>,
  world: Pick<World, 'env'>,
  who: Pick<Who, 'slug'>,
): Promise<Disagreement[]> {
  const [operators, identity] = await Promise.all([loadOperators(project), gitIdentity(project, world.env)]);
  const found: Disagreement[] = [];
  const add = (from: Disagreement['from'], evidence: string, slug: string | undefined): void => {
    if (slug !== undefined && slug !== who.slug) found.push({ from, evidence, slug });
  };
  const named = world.env['OPERATOR']?.trim() ?? '';
  add('env', `OPERATOR=${named}`, operators.bySlug(named)?.slug);
  const author = world.env['GIT_AUTHOR_EMAIL'] ?? '';
  add('git-author', `GIT_AUTHOR_EMAIL=${author}`, operators.byEmail(author)?.slug);
  if (identity.email !== null && identity.source !== null) {
    add(identity.source, `user.email=${identity.email}`, operators.byEmail(identity.email)?.slug);
  }
  return found;
}

import { localDate } from '../../record/local-date.ts';
import { hostSession } from '../../host/session.ts';
import { claim, listClaims, releaseClaim } from '../../identity/claims.ts';
import { nextSessionId, usedNames } from '../../identity/next-id.ts';
import { whoami, type Who } from '../../identity/whoami.ts';
import { openProject, type Project } from '../../store/project.ts';
import { defineCommand, type Context } from '../command.ts';

/** `canon claim` */
export const command = defineCommand({
  name: 'claim',
  usage: ['claim [--dry-run]', 'claim --release ID'],
  about: [
    'Reserves the next session id of the day for you and prints it. No two processes, work trees or branches of this clone ever get the same one. The claim is local: nothing appears in the work tree before there is something to say.',
    '`canon handoff` claims an id by itself. Claim one early to use it in a commit or a document, then hand off with --id.',
  ],
  args: [],
  flags: {
    release: { value: 'ID', brief: 'give an id back that was claimed and not used' },
    dryRun: { brief: 'print the id that would be next, and reserve nothing' },
  },
  examples: [
    ['canon claim', 'prints an id, RT-260511-01 for instance'],
    ['canon claim --release RT-260511-01', 'gives it back'],
  ],
  async run(context, flags) {
    const { world, globals } = context;
    const project = await openProject(world, globals.repo, { readOnly: flags.dryRun === true });
    const who = await whoami(project, world, globals.operator);
    const { diagnostics } = project;
    if (flags.release !== undefined) {
      const id = flags.release;
      if (!flags.dryRun) await releaseClaim(project, who, id);
      return {
        data: { id, path: null, operator: who.slug, released: !flags.dryRun },
        diagnostics,
        human: (look) => `${look.bold(id)} ${flags.dryRun ? 'would be' : 'is'} free again.`,
      };
    }
    const { id, path } = flags.dryRun
      ? await next(project, context, who)
      : await reserve(project, context, who);
    return {
      data: { id, path, operator: who.slug, ...(flags.dryRun ? { dry_run: true } : {}) },
      diagnostics: [
        ...diagnostics,
        ...(flags.dryRun ? [] : [{ code: 'claim-reserved', severity: 'info', args: { id, path } } as const]),
      ],
      // The id alone, so that a shell can take it: ID=$(canon claim).
      human: () => id,
    };
  },
});

const reserve = (project: Project, { world }: Context, who: Who): Promise<{ id: string; path: string }> =>
  claim(project, world, who, { hostSession: hostSession(world.env)?.id });

async function next(project: Project, { world }: Context, who: Who): Promise<{ id: string; path: string }> {
  const [used, claims] = await Promise.all([usedNames(project, 'session'), listClaims(project)]);
  const id = nextSessionId(
    who.initials,
    localDate(world.now()),
    new Set([...used, ...claims.map((one) => one.id)]),
  );
  return { id, path: project.layout.pathFor('session', id) };
}

import { relative, resolve } from 'node:path';
import { safeLine } from '../../text/safe.ts';
import { buildSite } from '../../site/build/build-site.ts';
import { openProject } from '../../store/project.ts';
import type { Context, Outcome } from '../command.ts';
import { assetsFolder } from './assets.ts';

/** Builds the site; 1 where records do not parse. */
export async function build(
  { world, globals, progress }: Context,
  flags: { readonly out?: string | undefined },
): Promise<Outcome> {
  const project = await openProject(world, globals.repo);
  progress.say('Building the site');
  const out =
    flags.out === undefined ? resolve(project.root, project.config.site.out) : resolve(world.cwd, flags.out);
  const built = await buildSite(project, out, assetsFolder());
  const { pages, written, removed, broken } = built;
  return {
    data: { out, pages, written: written.length, removed: removed.length, broken },
    diagnostics: [
      ...project.diagnostics,
      ...broken.map((path) => ({ code: 'site-broken-record', severity: 'error' as const, path, args: {} })),
    ],
    exit: broken.length > 0 ? 1 : 0,
    human: () => {
      const where = safeLine(relative(world.cwd, out) || '.');
      return `${pages} pages in ${where}: ${written.length} files written, ${removed.length} removed.`;
    },
  };
}

import { relative, resolve } from 'node:path';
import type { BuiltSite } from '../../site/build/build-site.ts';
import { quickBuild } from '../../site/build/quick-build.ts';
import { askedFrom } from '../../store/kept.ts';
import { safeLine } from '../../text/safe.ts';
import type { Context, Outcome } from '../command.ts';
import { assetsFolder } from './assets.ts';
import { siteNotes } from './site-notes.ts';

/** Builds the site; 1 where records do not parse. */
export async function build(
  { world, globals, progress }: Context,
  flags: { readonly out?: string | undefined },
): Promise<Outcome> {
  const words = [flags.out ?? null];
  const asked = askedFrom(world, { command: 'site', words, repo: globals.repo });
  const same = asked && (await quickBuild(asked));
  if (same) return outcome(world.cwd, { ...same, written: [], removed: [] });
  progress.say('Building the site');
  const [{ openProject }, { buildSite }, { checkPlace }] = await Promise.all([
    import('../../store/project.ts'),
    import('../../site/build/build-site.ts'),
    import('../../site/build/out-place.ts'),
  ]);
  const project = await openProject(world, globals.repo);
  const out =
    flags.out === undefined ? resolve(project.root, project.config.site.out) : resolve(world.cwd, flags.out);
  checkPlace(project, out);
  // What is said of the configuration is not kept with the site.
  const keepAs = asked && project.diagnostics.length === 0 && { asked, began: performance.timeOrigin };
  const built = await buildSite(project, out, assetsFolder(), { keepAs: keepAs || undefined });
  return outcome(world.cwd, { ...built, diagnostics: [...project.diagnostics, ...built.diagnostics] });
}

function outcome(cwd: string, built: BuiltSite): Outcome {
  const { out, pages, written, removed } = built;
  const broken = [...built.broken, ...built.unread];
  return {
    data: { out, pages, written: written.length, removed: removed.length, broken },
    diagnostics: siteNotes(built, 'error'),
    exit: broken.length > 0 ? 1 : 0,
    human: ({ bold, dim }) => {
      const where = bold(safeLine(relative(cwd, out) || '.'));
      const files = (count: number): string => (count === 1 ? '1 file' : `${count} files`);
      const changes = [
        ...(written.length > 0 ? [`${files(written.length)} written`] : []),
        ...(removed.length > 0 ? [`${files(removed.length)} removed`] : []),
      ];
      const what = changes.length > 0 ? changes.join(', ') : 'nothing has changed';
      return `${where}  ${pages === 1 ? '1 page' : `${pages} pages`} ${dim('·')} ${what}`;
    },
  };
}

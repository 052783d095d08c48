import type { CanonError } from '../../fault/error.ts';
import { CONFIG_PATH, parseConfig } from '../../store/config.ts';
import { findSite, type Site } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import type { World } from '../../world.ts';
import type { Outcome } from '../command.ts';
import { HOOK_VARIABLE, MODES, type Mode } from './hook.ts';

/**
 * What the pre-commit hook comes to where it could not check anything, mostly since the configuration cannot be read:
 * it stops the commit where it is one that stops commits, and else says that nothing was checked. Nothing where it is
 * turned off.
 */
export async function hookUnchecked(
  world: World,
  repoFlag: string | undefined,
  error: CanonError,
  data: unknown,
): Promise<Outcome> {
  const mode = await modeUnread(world, repoFlag);
  if (mode === 'off') return { data, human: () => '' };
  const blocks = mode === 'block';
  return {
    data,
    diagnostics: [
      error.toDiagnostic(),
      { code: 'hook-unchecked', severity: blocks ? 'error' : 'warning', args: { blocks } },
    ],
    // The hook goes by 1 alone.
    exit: blocks ? 1 : 2,
    human: () => '',
  };
}

/** How the hook is set, as far as anything tells: the variable, the file as it stands, the file as it is committed. */
async function modeUnread(world: World, repoFlag: string | undefined): Promise<Mode | undefined> {
  const said = MODES.find((one) => one === world.env[HOOK_VARIABLE]);
  if (said) return said;
  const site = await findSite(world, repoFlag).catch(() => undefined);
  if (!site) return undefined;
  const written = await readRecord(site, CONFIG_PATH).catch(() => undefined);
  // Whatever else is wrong with the file, this line says what somebody wanted.
  if (/^[ \t]+["']?hook["']?[ \t]*:[ \t]*["']?block\b/m.test(written ?? '')) return 'block';
  return committedMode(site);
}

async function committedMode({ repo, prefix }: Site): Promise<Mode | undefined> {
  const { code, stdout } = await repo.git.run(['cat-file', 'blob', `HEAD:${prefix}${CONFIG_PATH}`], {
    ok: [0, 1, 128],
  });
  if (code !== 0) return undefined;
  return parseConfig(stdout).then(
    ({ config }) => config.check.hook,
    () => undefined,
  );
}

import type { Config } from '../../store/config.ts';
import { CanonError } from '../../fault/error.ts';
import type { Look } from '../output/look.ts';
import { findingsText } from '../output/findings.ts';
import type { Checked } from './findings.ts';

/** The environment variable that goes before `check.hook`. */
export const HOOK_VARIABLE = 'CANON_CHECK_HOOK';

/** How the pre-commit hook is set. */
export type Mode = Config['check']['hook'];
export const MODES: readonly Mode[] = ['warn', 'block', 'off'];

/** What the pre-commit hook does with what it finds. */
export function hookMode(
  config: Pick<Config, 'check'>,
  env: Readonly<Record<string, string | undefined>>,
): Mode {
  const value = env[HOOK_VARIABLE] ?? '';
  if (value === '') return config.check.hook;
  const mode = MODES.find((one) => one === value);
  if (mode) return mode;
  throw new CanonError('E_HOOK_MODE', { data: { variable: HOOK_VARIABLE, value } });
}

/** What the hook says before a commit: nothing, where there is no error and no warning. */
export function hookText({ findings, records }: Checked, mode: Mode, look: Look): string {
  const told = findings.filter(({ severity }) => severity !== 'info');
  if (told.length === 0) return '';
  const end =
    mode === 'block'
      ? '`check.hook: block` stops the commit; `git commit --no-verify` goes past it.'
      : 'The commit goes on; `check.hook: block` in .canon/config.yaml would stop it.';
  return `${findingsText({ findings: told, records, fixed: [], dryRun: false }, look)}\n${end}`;
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import type { HookEntry } from '../../host/host.ts';
import { CODEX_HOOKS } from '../../host/hooks/codex.ts';
import type { Project } from '../../store/project.ts';
import type { World } from '../../world.ts';
import { askCodex, type ListedHook } from './ask-codex.ts';
import type { Check, Exam, Trust } from './report.ts';
import { commandOn, isInside } from './whose.ts';

const LIMIT = 5000;

export interface Trusted extends Exam {
  /** By event. */
  readonly trust: ReadonlyMap<string, Trust>;
}

/** Whether Codex would run canon's hooks: it runs none of a project, or of a text, that nobody has trusted. */
export async function examineTrust(
  project: Project,
  world: Pick<World, 'env'>,
  entries: readonly HookEntry[],
): Promise<Trusted> {
  const { env } = world;
  const unknown = (detail: string): Trusted => ({
    trust: new Map(),
    checks: [{ name: 'trust, Codex', state: 'info', detail }],
    findings: [],
  });
  const codex = commandOn('codex', env, project.root);
  if (codex === undefined) return unknown('not asked: `codex` is not on PATH');
  // Many a codex is a script of Node.
  const node = commandOn('node', env, project.root);
  if ([codex, node].some((file) => file !== undefined && isInside(project, file)))
    return unknown('not asked: what is on PATH for it is of this repository');
  const home = env['CODEX_HOME'] || join(env['HOME'] ?? env['USERPROFILE'] ?? '', '.codex');
  // It would make the folder. Whoever has never started it has trusted nothing.
  const listed = existsSync(home) ? await askCodex(codex, project.root, world, LIMIT) : [];
  if (listed === undefined) return unknown('`codex app-server` does not say');
  const trust = new Map(entries.map((entry) => [entry.event, trustOf(entry, listed)]));
  return { trust, ...judge(trust) };
}

function trustOf({ event, group }: HookEntry, listed: readonly ListedHook[]): Trust {
  const name = event.charAt(0).toLowerCase() + event.slice(1);
  const command = group.hooks[0]?.command;
  const hook = listed.find((one) => one.eventName === name && one.command === command);
  if (hook === undefined) return 'unlisted';
  if (!hook.enabled) return 'disabled';
  const { trustStatus: status } = hook;
  return status === 'trusted' || status === 'modified' ? status : 'untrusted';
}

/** What that comes to. */
function judge(trust: ReadonlyMap<string, Trust>): Exam {
  const named = (...some: Trust[]): string[] =>
    [...trust].flatMap(([event, one]) => (some.includes(one) ? [event] : []));
  const unlisted = named('unlisted');
  const args = (events: string[]) => ({ events });
  const found: (Diagnostic | false)[] = [
    trust.size > 0 &&
      unlisted.length === trust.size && {
        code: 'doctor-codex-project',
        severity: 'warning',
        path: CODEX_HOOKS,
      },
    unlisted.length > 0 &&
      unlisted.length < trust.size && {
        code: 'doctor-codex-unlisted',
        severity: 'warning',
        path: CODEX_HOOKS,
        args: args(unlisted),
      },
    named('untrusted', 'modified').length > 0 && {
      code: 'doctor-codex-untrusted',
      severity: 'warning',
      path: CODEX_HOOKS,
      args: args(named('untrusted', 'modified')),
    },
    named('disabled').length > 0 && {
      code: 'doctor-codex-disabled',
      severity: 'warning',
      path: CODEX_HOOKS,
      args: args(named('disabled')),
    },
  ];
  const findings = found.filter((one) => one !== false);
  const check: Check =
    findings.length > 0
      ? { name: 'trust, Codex', state: 'warning', detail: 'it does not run all of the hooks' }
      : { name: 'trust, Codex', state: 'ok', detail: 'it runs each of the hooks' };
  return { checks: [check], findings };
}

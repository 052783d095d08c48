import { agents } from './agents.ts';
import { claudeCode } from './claude-code.ts';
import { codex } from './codex.ts';
import type { Host, HostName, Traces } from './host.ts';

/** Every host canon knows. */
export const HOSTS: readonly Host[] = [claudeCode, agents, codex];

/** Their names, as `--host` takes them. */
export const HOST_NAMES = ['claude-code', 'agents', 'codex'] as const satisfies readonly HostName[];

/** A host to install into, and why. */
export interface Chosen {
  readonly host: Host;
  readonly why: string;
}

/**
 * The hosts to install into. Asked for by name: those. Else those of an earlier `init`, and those found;
 * `.agents/skills` always, since many hosts read it. Where no host at all is found, Claude Code too: what
 * is committed serves other people's machines, and this one may be a bare server.
 */
export function chooseHosts(
  asked: readonly HostName[],
  before: readonly string[],
  traces: Traces,
): readonly Chosen[] {
  if (asked.length > 0) {
    return HOSTS.filter(({ name }) => asked.includes(name)).map((host) => ({ host, why: 'asked for' }));
  }
  const found = HOSTS.map((host) => ({ host, why: host.detect(traces) }));
  const none = found.every(({ why }) => why === undefined) && before.length === 0;
  return found.flatMap(({ host, why }) => {
    if (before.includes(host.name)) return [{ host, why: 'installed before' }];
    if (why !== undefined) return [{ host, why }];
    if (host.name === 'agents') return [{ host, why: 'many hosts read it' }];
    return none && host.name === 'claude-code' ? [{ host, why: 'no host found here' }] : [];
  });
}

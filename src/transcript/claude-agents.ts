import { name } from './json.ts';

/**
 * Which type of subagent an id stands for: a file beside its own says it, the requests in that, or the call that
 * started it.
 */
export interface AgentTypes {
  asked(call: string, type: string | undefined): void;
  started(call: string, agentId: string | undefined): void;
  named(agentId: string, type: string | undefined): void;
  source(agentId: string, source: string | undefined): void;
  has(agentId: string): boolean;
  readonly typeOf: (agentId: string) => string | undefined;
}

/** Collects what lines say of subagents. */
export function agentTypes(): AgentTypes {
  const wanted = new Map<string, string>();
  const callOfAgent = new Map<string, string>();
  const told = new Map<string, string>();
  return {
    asked: (call, type) => void (type !== undefined && wanted.set(call, type)),
    started: (call, agentId) => void (agentId !== undefined && callOfAgent.set(agentId, call)),
    named: (agentId, type) => void (type !== undefined && told.set(agentId, type)),
    source(agentId, source) {
      const type = name(/^agent:[^:]*:(.+)$/.exec(source ?? '')?.[1]);
      if (type !== undefined) told.set(agentId, type);
    },
    has: (agentId) => told.has(agentId),
    typeOf: (agentId) => told.get(agentId) ?? wanted.get(callOfAgent.get(agentId) ?? ''),
  };
}

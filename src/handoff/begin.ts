import type { Diagnostic } from '../fault/diagnostic.ts';
import type { Who } from '../identity/whoami.ts';
import { nearest } from '../text/nearest.ts';
import { recordNamed } from '../work/aliases.ts';
import type { Row } from '../work/row.ts';
import type { World } from '../world.ts';
import { confirmOperator, doubtsOf } from './confirm.ts';
import type { Draft } from './draft.ts';
import type { Ground } from './ground.ts';
import type { HandoffRequest, HandoffTools } from './request.ts';
import type { TakenId } from './take-id.ts';
import { unknownInLists } from './unknown-refs.ts';

/** What a handoff goes by, whatever ground it is on. */
export interface Course {
  readonly world: World;
  readonly draft: Draft | undefined;
  readonly request: HandoffRequest;
  readonly tools: HandoffTools;
}

/** What is settled once for a new record: whose it is, and its id as soon as one is taken. */
export interface Begun {
  readonly who: Who;
  readonly diagnostics: readonly Diagnostic[];
  taken?: TakenId;
}

/** Settles whose a new record is, asking where there are doubts. */
export async function begin(ground: Ground, { draft, tools }: Course): Promise<Begun> {
  const { who, diagnostics, workstream } = await confirm(ground, draft, tools);
  return { who, diagnostics: [...diagnostics, ...(await adviceOn(ground, who, draft, workstream))] };
}

async function confirm(
  ground: Ground,
  draft: Draft | undefined,
  { ask }: HandoffTools,
): Promise<{ who: Who; diagnostics: Diagnostic[]; workstream: Row | undefined }> {
  const [signs, workstream] = await Promise.all([ground.signs, workstreamOf(ground, draft)]);
  const doubts = doubtsOf(ground.who, signs, draft, workstream);
  return { ...(await confirmOperator(ground.who, doubts, ground.operators, ask)), workstream };
}

async function workstreamOf(ground: Ground, draft: Draft | undefined): Promise<Row | undefined> {
  const id = draft?.data['workstream'];
  if (id === undefined) return undefined;
  return (await ground.rows).having('kind', 'workstream').find((row) => row.id === id);
}

/** What is worth saying and stops nobody: names that nothing has, a first handoff. */
async function adviceOn(
  { rows }: Ground,
  who: Who,
  draft: Draft | undefined,
  workstream: Row | undefined,
): Promise<Diagnostic[]> {
  const all = await rows;
  const found: Diagnostic[] = [];
  for (const kind of ['workstream', 'plan'] as const) {
    const id = draft?.data[kind];
    if (typeof id !== 'string' || (kind === 'workstream' && workstream)) continue;
    const known = all.having('kind', kind);
    if (recordNamed(known, kind, id)) continue;
    const line = draft?.lineOf(kind);
    found.push({
      code: 'handoff-unknown-ref',
      severity: 'warning',
      ...(draft && line !== undefined ? { path: draft.name, line } : {}),
      args: { kind, id, near: nearest(id, all.ids(kind)) },
    });
  }
  found.push(...unknownInLists(all, draft));
  const first = all.where((row) => row.kind === 'session' && row.owner === who.slug, 1).length === 0;
  if (first) found.push({ code: 'first-handoff', severity: 'info', args: { name: who.name } });
  return found;
}

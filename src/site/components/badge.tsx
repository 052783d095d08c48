import type { VNode } from 'preact';
import type { Context } from '../page.ts';

/** What a state means to a reader: a sign, and the colour of the badge. */
const LOOKS: Readonly<Record<string, readonly [sign: string, tone: string]>> = {
  active: ['●', 'go'],
  ratified: ['●', 'go'],
  accepted: ['●', 'go'],
  'handed-off': ['●', 'go'],
  done: ['✓', 'done'],
  draft: ['○', 'quiet'],
  stub: ['○', 'quiet'],
  proposed: ['○', 'quiet'],
  auto: ['○', 'quiet'],
  imported: ['○', 'quiet'],
  blocked: ['■', 'stop'],
  rejected: ['×', 'over'],
  deprecated: ['×', 'over'],
  superseded: ['↷', 'over'],
};

/** The state of a record: sign, colour and word. */
export function Badge({
  context: { words },
  status,
}: {
  readonly context: Context;
  readonly status: string | null | undefined;
}): VNode | null {
  if (!status) return null;
  const [sign, tone] = LOOKS[status] ?? ['○', 'quiet'];
  return (
    <span class={`badge ${tone}`}>
      <span aria-hidden="true">{sign}</span> {words.states[status] ?? status}
    </span>
  );
}

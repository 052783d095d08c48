import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import { Icon, type IconName } from './icon.tsx';

/** What a state means to a reader: a sign, and the colour of the badge. */
const LOOKS: Readonly<Record<string, readonly [sign: IconName, tone: string]>> = {
  active: ['active', 'go'],
  ratified: ['done', 'go'],
  accepted: ['done', 'go'],
  'handed-off': ['done', 'done'],
  done: ['done', 'done'],
  draft: ['quiet', 'quiet'],
  stub: ['quiet', 'quiet'],
  proposed: ['quiet', 'quiet'],
  auto: ['quiet', 'quiet'],
  imported: ['quiet', 'quiet'],
  blocked: ['stop', 'stop'],
  broken: ['broken', 'stop'],
  rejected: ['over', 'over'],
  deprecated: ['over', 'over'],
  superseded: ['replaced', 'over'],
};
const PLAIN: readonly [sign: IconName, tone: string] = ['quiet', 'quiet'];

/** Where a state stands among others. `broken` is a record that does not parse. */
export const lookOf = (status: string): readonly [sign: IconName, tone: string] =>
  (Object.hasOwn(LOOKS, status) ? LOOKS[status] : undefined) ?? PLAIN;

/** The state of a record: sign, colour and word. */
export function Badge({
  context: { words },
  status,
}: {
  readonly context: Context;
  readonly status: string | null | undefined;
}): VNode | null {
  if (!status) return null;
  const [sign, tone] = lookOf(status);
  return (
    <span class={`badge ${tone}`}>
      <Icon name={sign} />
      {words.state(status)}
    </span>
  );
}

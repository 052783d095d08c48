import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import type { Violation } from '../view/violations.ts';
import { Icon } from './icon.tsx';

/** What was promised of every session, and not kept by this one. */
export const Violations = ({
  context: { words, to },
  violations,
}: {
  readonly context: Context;
  readonly violations: readonly Violation[];
}): VNode => (
  <>
    {violations.map(({ name, count, max, at }) => (
      <p class="note broke">
        <Icon name="broken" /> <strong>{words.record.invariantBroken}</strong> <a href={to(at)}>{name}</a>:{' '}
        {words.plural(count, ...words.record.callCount)} ({words.telemetry.limit.toLowerCase()}:{' '}
        {max === 0 ? words.telemetry.limitNone : words.plural(max, ...words.telemetry.limitOf)})
      </p>
    ))}
  </>
);

import type { VNode } from 'preact';
import { findGrades } from '../../record/grades.ts';
import type { RenderedBody } from '../markdown/body.ts';
import type { Context } from '../page.ts';

/** How many statements of a text are known in which way. */
export interface Known {
  readonly verified: number;
  readonly failed: number;
  readonly believed: number;
  readonly inherited: number;
}

/** Counts the grades in a text. A check that failed is none that has verified anything. */
export function knownIn(body: RenderedBody | undefined): Known {
  const known = { verified: 0, failed: 0, believed: 0, inherited: 0 };
  for (const { source } of body?.sections ?? []) {
    for (const { grade } of findGrades(source)) {
      const hasFailed = grade.how === 'verified' && (grade.exit ?? 0) !== 0;
      known[hasFailed ? 'failed' : grade.how] += 1;
    }
  }
  return known;
}

/** Whether a text says of anything how it is known. */
export const isKnown = (body: RenderedBody | undefined): boolean =>
  Object.values(knownIn(body)).some((count) => count > 0);

/** The verification state of a record in words. */
export function Verification({
  context: { words },
  body,
}: {
  readonly context: Context;
  readonly body: RenderedBody | undefined;
}): VNode | null {
  const { record } = words;
  const known = knownIn(body);
  const said = (
    [
      [known.verified, record.verified, 'go'],
      [known.failed, record.failed, 'stop'],
      [known.believed, record.believed, 'quiet'],
      [known.inherited, record.inherited, 'quiet'],
    ] as const
  ).filter(([count]) => count > 0);
  if (said.length === 0) return null;
  return (
    <ul class="inline">
      {said.map(([count, word, tone]) => (
        <li class={tone}>
          {count} {word}
        </li>
      ))}
    </ul>
  );
}

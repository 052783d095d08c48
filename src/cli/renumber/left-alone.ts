import type { LeftMention } from '../../change/renumber/plan.ts';
import type { Diagnostic } from '../../fault/diagnostic.ts';

/** The places that still say the old id, as findings. */
export const leftAlone = (left: readonly LeftMention[], id: string): Diagnostic[] =>
  left.map(({ path, line, why }) => ({
    code: `renumber-${why}`,
    severity: why === 'untracked' ? 'warning' : 'info',
    path,
    line,
    args: { id },
  }));

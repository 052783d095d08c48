import { CanonError } from '../../fault/error.ts';

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** A year: nobody means more. */
const MOST = 366 * 86_400_000;

/**
 * A span of time as people write it: `90s`, `15m`, `2h`, `1d`. In milliseconds.
 * @throws E_SWEEP_DURATION
 */
export function durationOf(text: string, option: string, least = 0): number {
  const [, count = '', unit = ''] = /^(\d{1,9})(s|m|h|d)$/.exec(text.trim()) ?? [];
  const ms = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (count === '' || !(ms >= least && ms <= MOST))
    throw new CanonError('E_SWEEP_DURATION', { data: { text, option, least: inWords(least) } });
  return ms;
}

/** The same as text, in the largest unit that it is whole in. */
export function inWords(ms: number): string {
  for (const unit of ['d', 'h', 'm'] as const) {
    const size = UNITS[unit] ?? 1;
    if (ms > 0 && ms % size === 0) return `${ms / size}${unit}`;
  }
  return `${Math.round(ms / 1000)}s`;
}

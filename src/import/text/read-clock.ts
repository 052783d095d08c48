// `T15:04:05.123+03:00`, ` 3:04 PM`, `_15-04Z`, `, 15:04 (GMT+3)`: what stands between a day and its time is short.
const CLOCK =
  /^(?:[T_]|[\s,–—(|-]{1,4}(?:(?:at|um|à|a las|alle|в)\s+)?|(?:\s*(?:г|год)\.?)(?:,|\s)\s*(?:в\s+)?)(\d{1,2})([:.h-]?)(\d{2})(?:\2(\d{2})(?:[.,]\d{1,9})?)?(?!\d)[\s\u202F]*([ap])?\.?(?:m\b\.?)?/iu;
const OFFSET =
  /^[\s\u202F(]*(?:(?:GMT|UTC)?([+−-])(\d{1,2}):?(\d{2})?(?!\d)|(Z|[A-Z]{3,4}|МСК)(?![\p{L}\d]))/u;

/** Zones that people write by name, in minutes east of UTC. */
const ZONES: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  BST: 60,
  CET: 60,
  CEST: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  МСК: 180,
  IST: 330,
  JST: 540,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
};

/** The time of day that a text begins with, as RFC 3339 has it behind the `T`; in UTC where no zone is named. */
export function readClock(text: string): string | undefined {
  const match = CLOCK.exec(text);
  if (!match) return undefined;
  const half = match[5]?.toLowerCase();
  const minutes = Number(match[3]);
  const seconds = Number(match[4] ?? 0);
  // `2026-05-11-1504` is a time; what follows a comma or a bracket is none without a colon.
  if (match[2] === '' && !/^[T_\s-]/.test(text)) return undefined;
  let hours = Number(match[1]);
  if (half !== undefined) {
    if (hours < 1 || hours > 12) return undefined;
    hours = (hours % 12) + (half === 'p' ? 12 : 0);
  }
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  return `${two(hours)}:${two(minutes)}:${two(seconds)}${readOffset(text.slice(match[0].length))}`;
}

function readOffset(text: string): string {
  const match = OFFSET.exec(text);
  if (!match) return 'Z';
  const named = match[4] === undefined ? undefined : ZONES[match[4]];
  if (match[4] !== undefined && named === undefined) return 'Z';
  const size = named === undefined ? Number(match[2]) * 60 + Number(match[3] ?? 0) : Math.abs(named);
  const east = named === undefined ? match[1] === '+' : named >= 0;
  if (size === 0 || size > 14 * 60 || Number(match[3] ?? 0) > 59) return 'Z';
  return `${east ? '+' : '-'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

const two = (value: number): string => String(value).padStart(2, '0');

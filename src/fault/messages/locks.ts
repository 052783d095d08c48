import type { Args } from '../diagnostic.ts';

// Whose lock it is decides what to do: a git that is at work is awaited, one that died has left it behind.

const SHOWN = 3;

const named = (locks: Args[string] | undefined): string =>
  Array.isArray(locks) ? locks.join(' and ') : String(locks);

/** `.git/refs/heads/main.lock, 3 min old; git fetch (process 4242) is at work here` */
export function lockSentence({ locks, seconds, running }: Args): string {
  const lock = named(locks);
  const age = typeof seconds === 'number' ? ageOf(seconds) : 'gone by now';
  if (!Array.isArray(running)) return `${lock}, ${age}`;
  if (running.length === 0) return `${lock}, ${age}; no git is at work here, so one that died left it`;
  const gits = running.slice(0, SHOWN).join(', ');
  return `${lock}, ${age}; ${gits} ${running.length === 1 ? 'is' : 'are'} at work here`;
}

/** The beginning of a remedy: what to do about the lock, then … */
export function lockRemedy({ locks, running }: Args): string {
  const lock = named(locks);
  if (!Array.isArray(running)) return `If no git is running any more, remove ${lock}, then`;
  return running.length === 0 ? `Remove ${lock}, then` : 'Wait for it (or end it), then';
}

function ageOf(seconds: number): string {
  if (seconds < 2) return 'just made';
  if (seconds < 120) return `${seconds} s old`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min old`;
  return `${Math.round(seconds / 3600)} h old`;
}

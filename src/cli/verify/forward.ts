import type { Readable, Writable } from 'node:stream';

/** A stream of a child on its way to one of canon's own. */
export interface Forwarding {
  /** Bytes that came since this was last asked. */
  came(): number;
  /** The reader is slower than the child: what is left will come. */
  isBlocked(): boolean;
  /** The last byte that came; undefined before the first. */
  lastByte(): number | undefined;
  /** Nobody reads it any more. */
  isGone(): boolean;
}

/**
 * Passes bytes on as they come, no faster than they are taken. When the reader has gone the child is told so by its own
 * pipe, as if it had written to that reader: one that writes for ever would never end.
 */
export function forward(from: Readable, to: Writable, hear: (bytes: Buffer) => void): Forwarding {
  let count = 0;
  let last: number | undefined;
  let blocked = false;
  let gone = false;
  to.on('error', () => {
    gone = true;
    blocked = false;
    from.destroy();
  });
  to.on('drain', () => {
    blocked = false;
    from.resume();
  });
  from.on('data', (bytes: Buffer) => {
    count += bytes.length;
    last = bytes.at(-1) ?? last;
    hear(bytes);
    if (gone || to.write(bytes)) return;
    blocked = true;
    from.pause();
  });
  return {
    came() {
      const came = count;
      count = 0;
      return came;
    },
    isBlocked: () => blocked,
    lastByte: () => last,
    isGone: () => gone,
  };
}

/** Numbers that only seem to be by chance: the same seed gives the same ones. */
export interface Random {
  /** From 0 to below `end`. */
  below(end: number): number;
  chance(of: number): boolean;
  pick<T>(list: readonly T[]): T;
}

export function random(seed: number): Random {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    below,
    chance: (of) => next() < of,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
  };
}

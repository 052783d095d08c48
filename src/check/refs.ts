import { type Kind, KINDS } from '../record/kinds.ts';

/** A reference to a record, or to an item of one, as frontmatter has them: `kind:id`, `id#w1`, `id`. */
export function bareRef(ref: string): { readonly id: string; readonly kind: Kind | undefined } {
  const hash = ref.indexOf('#');
  const whole = hash > 0 ? ref.slice(0, hash) : ref;
  const colon = whole.indexOf(':');
  const kind = colon < 0 ? undefined : KINDS.find((one) => one === whole.slice(0, colon));
  return kind === undefined ? { id: whole, kind } : { id: whole.slice(colon + 1), kind };
}

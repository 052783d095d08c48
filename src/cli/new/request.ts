import { CanonError } from '../../fault/error.ts';
import { ALLOWED } from '../../record/allowed.ts';
import type { NewKind } from '../../record/template.ts';
import { safeLine } from '../../text/safe.ts';
import { kindOf } from '../kind-of.ts';

/** Which kinds an option is for. */
const FOR = {
  plan: ['workstream'],
  owner: ['plan', 'workstream', 'adr'],
  priority: ['plan', 'workstream'],
  from: ['adr', 'learning'],
} as const satisfies Record<string, readonly NewKind[]>;

type Option = keyof typeof FOR;
type Options = { readonly [K in Option]: string | undefined };

/** What `canon new` was asked for, checked as far as words alone say. References are as written. */
export interface NewRequest extends Options {
  readonly kind: NewKind;
  /** On one line. */
  readonly title: string;
  readonly dryRun: boolean;
}

const LONGEST_TITLE = 200;

/**
 * Reads the words of `canon new`.
 * @throws E_KIND_UNKNOWN, E_NEW_SESSION, E_NEW_TITLE, E_NEW_OPTION, E_NEW_PRIORITY
 */
export function readRequest(word: string, title: string, options: Options, dryRun: boolean): NewRequest {
  const kind = kindOf(word);
  if (kind === 'session') throw new CanonError('E_NEW_SESSION');
  const line = safeLine(title).replace(/\s+/g, ' ').trim();
  const length = Array.from(line).length;
  if (length === 0 || length > LONGEST_TITLE) {
    throw new CanonError('E_NEW_TITLE', { data: { kind, length, most: LONGEST_TITLE } });
  }
  for (const name of Object.keys(FOR) as Option[]) {
    const kinds: readonly NewKind[] = FOR[name];
    if (options[name] !== undefined && !kinds.includes(kind)) {
      throw new CanonError('E_NEW_OPTION', { data: { kind, option: `--${name}`, kinds } });
    }
  }
  const { priority } = options;
  const allowed: readonly string[] = ALLOWED.plan.priority;
  if (priority !== undefined && !allowed.includes(priority)) {
    throw new CanonError('E_NEW_PRIORITY', { data: { value: safeLine(priority), allowed } });
  }
  return { ...options, kind, title: line, dryRun };
}

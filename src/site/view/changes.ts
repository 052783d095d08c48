import type { Change, SiteRecord } from '../model.ts';
import type { Around } from './around.ts';
import type { Person } from './card.ts';
import { type Cut, cutAt, mapCut } from './cut.ts';
import { type Ref, refOf } from './ref.ts';

/** A commit that changed a record. */
export interface ChangeView {
  readonly sha: string;
  readonly at: string;
  readonly subject: string;
  readonly what: Change['what'];
  readonly by: Person | null;
  readonly session: Ref | null;
}

/** How a record has changed, the newest first. */
export const changesOf = ({ history }: SiteRecord, around: Around, most: number): Cut<ChangeView> =>
  mapCut(cutAt(history, most), ({ sha, at, subject, what, author, operator, session }) => {
    const made = session === null ? undefined : around.relations.named('session', session);
    return {
      sha,
      at,
      subject,
      what,
      by: operator === null ? { name: author, url: null } : around.person(operator),
      session: made ? refOf(made) : null,
    };
  });

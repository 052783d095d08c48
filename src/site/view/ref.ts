import type { Kind } from '../../record/kinds.ts';
import type { SiteRecord } from '../model.ts';

/** A record as other pages name it. Plain JSON, and part of their views: a page changes when this does. */
export interface Ref {
  readonly kind: Kind;
  readonly id: string;
  readonly title: string;
  /** From the site's root. */
  readonly url: string;
  readonly status: string | null;
}

/** A record that is named: one that is here, or no more than its id. */
export type NamedRef = Ref | string;

export const refOf = ({ row, url, status }: SiteRecord): Ref => ({
  kind: row.kind,
  id: row.id,
  title: row.title,
  url,
  status,
});

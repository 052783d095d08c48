import type { FileRule, RepositoryRule } from '../rule.ts';
import { brokenInvariant } from './broken-invariant.ts';
import { brokenLink } from './broken-link.ts';
import { duplicateId } from './duplicate-id.ts';
import { frontmatterSyntax } from './frontmatter-syntax.ts';
import { idMismatch } from './id-mismatch.ts';
import { keyOrder } from './key-order.ts';
import { schema } from './schema.ts';
import { staleDerived } from './stale-derived.ts';
import { wikilink } from './wikilink.ts';

/** Rules over one file, in the order in which their findings are shown. */
export const FILE_RULES: readonly FileRule[] = [
  frontmatterSyntax,
  schema,
  idMismatch,
  brokenInvariant,
  brokenLink,
  wikilink,
  keyOrder,
];

/** Rules over all records. */
export const REPOSITORY_RULES: readonly RepositoryRule[] = [duplicateId, staleDerived];

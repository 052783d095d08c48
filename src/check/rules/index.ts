import type { Severity } from '../../fault/diagnostic.ts';
import type { FileRule, RepositoryRule } from '../rule.ts';
import { aliasOfLiveId } from './alias-of-live-id.ts';
import { badEvidence } from './bad-evidence.ts';
import { blockedByDone } from './blocked-by-done.ts';
import { blockedCycle } from './blocked-cycle.ts';
import { brokenInvariant } from './broken-invariant.ts';
import { brokenLink } from './broken-link.ts';
import { brokenReport } from './broken-report.ts';
import { closesNothing } from './closes-nothing.ts';
import { conflictMarker } from './conflict-marker.ts';
import { crowdedFolder } from './crowded-folder.ts';
import { duplicateAlias } from './duplicate-alias.ts';
import { duplicateId } from './duplicate-id.ts';
import { duplicateNumber } from './duplicate-number.ts';
import { duplicateTaskId } from './duplicate-task-id.ts';
import { expiredLearning } from './expired-learning.ts';
import { frontmatterSyntax } from './frontmatter-syntax.ts';
import { goneImport } from './gone-import.ts';
import { idMismatch } from './id-mismatch.ts';
import { idOnOtherBranch } from './id-on-other-branch.ts';
import { idleWorkstream } from './idle-workstream.ts';
import { importedTwice } from './imported-twice.ts';
import { keyOrder } from './key-order.ts';
import { lostInImport } from './lost-in-import.ts';
import { oneSidedSupersedes } from './one-sided-supersedes.ts';
import { orphanSession } from './orphan-session.ts';
import { planWithoutWorkstream } from './plan-without-workstream.ts';
import { schema } from './schema.ts';
import { spoiltAsset } from './spoilt-asset.ts';
import { staleDerived } from './stale-derived.ts';
import { tickWithoutEvidence } from './tick-without-evidence.ts';
import { unclosedClaim } from './unclosed-claim.ts';
import { unknownBlocker } from './unknown-blocker.ts';
import { unknownKey } from './unknown-key.ts';
import { unknownOperator } from './unknown-operator.ts';
import { wikilink } from './wikilink.ts';
import { workstreamWithoutPlan } from './workstream-without-plan.ts';

/** Rules over one file, in the order in which their findings are shown. */
export const FILE_RULES: readonly FileRule[] = [
  frontmatterSyntax,
  conflictMarker,
  schema,
  unknownKey,
  idMismatch,
  brokenInvariant,
  brokenLink,
  wikilink,
  keyOrder,
];

/** Rules over all records. */
export const REPOSITORY_RULES: readonly RepositoryRule[] = [
  duplicateId,
  idOnOtherBranch,
  duplicateNumber,
  duplicateAlias,
  aliasOfLiveId,
  conflictMarker,
  orphanSession,
  workstreamWithoutPlan,
  planWithoutWorkstream,
  idleWorkstream,
  blockedByDone,
  blockedCycle,
  unknownBlocker,
  oneSidedSupersedes,
  closesNothing,
  duplicateTaskId,
  tickWithoutEvidence,
  badEvidence,
  unclosedClaim,
  expiredLearning,
  unknownOperator,
  crowdedFolder,
  brokenReport,
  lostInImport,
  importedTwice,
  goneImport,
  spoiltAsset,
  staleDerived,
];

const OWN: ReadonlyMap<string, Severity> = new Map(
  [...FILE_RULES, ...REPOSITORY_RULES].map(({ name, severity }) => [name, severity]),
);

/** The name of every rule. */
export const RULE_NAMES: readonly string[] = [...OWN.keys()];

/** Every rule with what it weighs by a config. */
export const rulesBy = (
  levels: Readonly<Record<string, Severity | 'off'>>,
): { name: string; severity: Severity | 'off' }[] =>
  [...OWN].map(([name, severity]) => ({ name, severity: levels[name] ?? severity }));

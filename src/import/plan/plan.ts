import type { ChangePlan } from '../../change/plan.ts';
import type { Operators } from '../../identity/operators.ts';
import type { Kind } from '../../record/kinds.ts';
import type { Layout } from '../../store/layout.ts';
import type { Row } from '../../work/row.ts';
import type { Asset, Doubt, SourceContents, SourceItem } from '../item.ts';
import type { ImportMap } from '../map.ts';
import type { ReportFile, ReportItem } from '../../store/imports/report.ts';

/** What is to be known of a project to plan an import into it. */
export interface ImportGround {
  readonly layout: Layout;
  /** From the repository's top to the project's root: empty, or with a slash at its end. */
  readonly prefix: string;
  readonly operators: Operators;
  /** Slug of `--operator`. */
  readonly operator: string | undefined;
  readonly map: ImportMap;
  /** The time of the import, RFC 3339. */
  readonly at: string;
  /** Its local day. */
  readonly today: string;
  readonly rows: readonly Row[];
  /** Names of each kind that somebody has or had on any branch, claims among them. */
  readonly taken: Readonly<Record<Kind, ReadonlySet<string>>>;
  /** What other branches have made of this source, by the id of an item: `session:RT-260511-01`. */
  readonly elsewhere?: ReadonlyMap<string, string>;
  /** Of this source. */
  readonly reports: readonly ReportFile[];
  /** The text of a file of the work tree; undefined where there is none, or none that is text. */
  readonly read: (path: string) => Promise<string | undefined>;
  /** Git's object of a file as HEAD has it, where the work tree has it the same. */
  readonly blobOf: (path: string) => Promise<string | undefined>;
  /** Called now and then, for progress and to stop. */
  readonly pause: (done: number) => Promise<void>;
}

/** `create` and `update` are written; of a `conflict` people have to decide; what is to `skip` has been deleted by them. */
export type Action = 'create' | 'update' | 'same' | 'skip' | 'conflict';

/** What is to become of one thing of a source. */
export interface PlannedItem {
  readonly item: SourceItem;
  readonly action: Action;
  readonly kind: Kind;
  /** Its record's. */
  readonly id: string;
  /** Where the record is or will be. */
  readonly file: string;
  readonly doubts: readonly Doubt[];
  /** What its destinations become. */
  readonly links: ReadonlyMap<string, string>;
  /** The whole record, of one that is written. In place: what the work tree's version becomes. */
  readonly text?: string;
  /** How the report has it: of one that is not written, as an earlier one. */
  readonly entry: ReportItem;
}

/** A problem that came up while planning. */
export interface PlanProblem {
  readonly code: string;
  readonly path: string;
  readonly line?: number;
  readonly args?: Readonly<Record<string, string | number>>;
}

/** Everything that an import will do, as plain data. */
export interface ImportPlan {
  readonly source: SourceContents['source'];
  readonly items: readonly PlannedItem[];
  /** Files that come along and are not there yet. */
  readonly assets: readonly { readonly path: string; readonly asset: Asset }[];
  readonly problems: readonly PlanProblem[];
  /** The reports that are written, as they will be. */
  readonly reports: readonly ReportFile[];
  /** Undefined where there is nothing to change. */
  readonly change: ChangePlan | undefined;
}

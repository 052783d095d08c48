/** Where things are imported from. */
export const SOURCES = ['legacy', 'handoffs', 'notion', 'transcripts'] as const;
export type SourceName = (typeof SOURCES)[number];

/** What a person should look at after an import. */
export const DOUBTS = ['kind', 'author', 'date', 'title', 'status', 'encoding'] as const;
export type Doubt = (typeof DOUBTS)[number];

/** Folder of the reports, from the project's root. */
export const REPORTS = '.canon/imports';

/** What became of one thing of a source. */
export interface ReportItem {
  /** As in `SourceItem`. */
  readonly id: string;
  readonly path: string;
  readonly hash: string;
  /** `session:RT-260511-01` */
  readonly record: string;
  /** Where the record was written, relative to the project's root. */
  readonly file: string;
  /** SHA-256 of the record as it was written. */
  readonly result: string;
  /** The file was there already: git's object of what stood in it. */
  readonly blob?: string;
  /** It was there already, whether or not git has what stood in it. */
  readonly in_place?: true;
  /** Destinations of the source, and what became of them. */
  readonly links?: Readonly<Record<string, string>>;
  readonly doubts?: readonly Doubt[];
  /** What the record does not hold of it. */
  readonly lost?: readonly string[];
}

/** A report of `.canon/imports/`: what an import did, and what the next one goes by. */
export interface Report {
  readonly format: 1;
  readonly source: SourceName;
  readonly name: string;
  /** RFC 3339: of the last import that changed something. */
  readonly at: string;
  readonly items: readonly ReportItem[];
  /** Files that came along, from the project's root. */
  readonly assets: readonly string[];
  /** What was seen and needs no record. */
  readonly passed: number;
}

/** A report and the file it is in. */
export interface ReportFile {
  /** Relative to the project's root. */
  readonly path: string;
  readonly report: Report;
}

/** `.canon/imports/notion-test-export.json` */
export const reportPath = (source: SourceName, name: string): string => `${REPORTS}/${source}-${name}.json`;

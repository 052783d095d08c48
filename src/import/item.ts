import type { NewSection } from '../record/compose.ts';
import type { Kind } from '../record/kinds.ts';
import type { Doubt, SourceName } from '../store/imports/report.ts';
import type { Edit } from '../work/edit.ts';

/** How something came to be known. */
export type KnownFrom =
  | 'map' // the user's `--map` file
  | 'flag' // `--operator`
  | 'frontmatter'
  | 'label' // `**Date:** …` in the text, `Key: value` above it
  | 'name' // of the file or a folder
  | 'text'
  | 'git'
  | 'file' // the time of the file or of its entry in an archive
  | 'machine' // a transcript
  | 'guess';

/** Something that a source says, and how. */
export interface Known<T> {
  readonly value: T;
  readonly from: KnownFrom;
}

/** Who wrote something, as far as the source says. */
export interface Author {
  /** Slug of an operator, where the source names one. */
  readonly slug?: string;
  readonly name?: string;
  readonly email?: string;
}

/** Where a link of a source leads once it is imported. Destinations that are not listed stay as written. */
export type LinkTo =
  /** Another item, by its id. */
  | { readonly to: 'item'; readonly id: string; readonly fragment?: string }
  /** A file that comes along, by its hash. */
  | { readonly to: 'asset'; readonly hash: string }
  /** A file of the repository, relative to the project's root; `rest` is what stood behind it (`#L10`). */
  | { readonly to: 'file'; readonly path: string; readonly rest?: string };

/** A file that comes along with items: a picture, an attachment. */
export interface Asset {
  /** SHA-256 of its bytes, hexadecimal: its name from now on. */
  readonly hash: string;
  /** Lower case, without the dot; `bin` where the name has none that is plain. */
  readonly extension: string;
  /** Its path in the source. */
  readonly path: string;
  readonly size: number;
  /** Its bytes, read when they are needed. */
  readonly read: () => Promise<Buffer>;
}

/**
 * One thing of a source, in no source's own words: what a record is made of. Plain data, apart from what it was read
 * from nothing of it is trusted.
 */
export interface SourceItem {
  /**
   * What names it in its source, the same at every run: a path with forward slashes, `<path>@<blob>` of a file that
   * history alone has, the 32 digits of a Notion page, a host's session. One line, at most 512 characters.
   */
  readonly id: string;
  /** Where a person finds it, for tables and messages: relative to what was imported. */
  readonly path: string;
  /** SHA-256 of the bytes it was read from, hexadecimal. Another one, and the item has changed. */
  readonly hash: string;
  /** The text as it was read: every word, link, block of code and checkbox of it has to be in the record. */
  readonly text: string | undefined;
  readonly kind: Known<Kind>;
  /** One line that says something. */
  readonly title: string;
  readonly author?: Known<Author>;
  /** `YYYY-MM-DD` or RFC 3339. */
  readonly created?: Known<string>;
  /**
   * Further frontmatter: only keys that the kind knows (`record/fields.ts`), each of its type; `title`, `operator`,
   * `owner`, `kind`, `id`, `created`, `date`, `imported` and `aliases` are made by the plan.
   */
  readonly fields: Readonly<Record<string, unknown>>;
  /** An id that was claimed for it, and that nothing else has or can get. */
  readonly claimed?: string;
  /** Names it had: a `CONV-30` of its source. An alias where it is one, and nobody else has it. */
  readonly aliases: readonly string[];
  /** The body, section by section, without the title; empty for an item that stays in place. */
  readonly sections: readonly NewSection[];
  /** Header lines and properties, verbatim, as Markdown: the record's last section, `## Properties`. */
  readonly properties?: string;
  /** By destination as it stands in `sections` and `properties`, undecoded. */
  readonly links: ReadonlyMap<string, LinkTo>;
  /** Hashes of the assets that it shows or links to. */
  readonly assets: readonly string[];
  /** The file is a record's already, and these edits are all that happens to it. Relative to the project's root. */
  readonly inPlace?: { readonly path: string; readonly edits: readonly Edit[] };
  readonly doubts: readonly Doubt[];
}

/** Something of a source that cannot become a record, or only in part. The sentence is in `fault/messages`. */
export interface SourceProblem {
  /** `import-…`: the code of its sentence. */
  readonly code: string;
  /** As in `SourceItem.path`. */
  readonly path: string;
  readonly line?: number;
  readonly args?: Readonly<Record<string, string | number>>;
  /** Words of it are in no record: exit 1. */
  readonly lost: boolean;
}

/** What a reader makes of a source. */
export interface SourceContents {
  readonly source: SourceName;
  /** A slug that names what was imported: it is in the report's name. `docs-handoffs`, `notion-test-export`. */
  readonly name: string;
  /** In the order in which ids are given. */
  readonly items: readonly SourceItem[];
  /** By hash. */
  readonly assets: ReadonlyMap<string, Asset>;
  readonly problems: readonly SourceProblem[];
  /** Files, pages or sessions that were seen, and need no record: an export's index page, a session at work. */
  readonly passed: number;
  /** Gives back what was opened: temporary files, handles. */
  readonly close: () => Promise<void>;
}

/** Folder of imported assets, from the project's root. */
export { ASSETS } from '../store/assets.ts';

export { type Doubt, type SourceName, SOURCES } from '../store/imports/report.ts';

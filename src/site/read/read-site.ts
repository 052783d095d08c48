import { basename } from 'node:path';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import { defaultBranch } from '../../git/branch.ts';
import { remoteUrl, webUrl } from '../../git/remote.ts';
import { loadOperators } from '../../identity/operators.ts';
import type { Project } from '../../store/project.ts';
import type { RowSet } from '../../store/row-set.ts';
import type { Row } from '../../work/row.ts';
import { standingsOf } from '../../work/standing.ts';
import type { RecordFacts, SiteModel, SiteRecord, SiteSettings } from '../model.ts';
import { remoteWeb } from '../remote-web.ts';
import { documentUrl, recordUrl } from '../urls.ts';
import { readHistory } from './history.ts';
import { addressesOf } from './addresses.ts';
import { excluding, type Exclusion } from './exclusion.ts';
import { idleNote, idlePatterns } from './idle-patterns.ts';
import { NO_FACTS, readFacts, recordFiles, type RecordMemory } from './read-records.ts';
import { shownTexts } from './shown-text.ts';
import { textsOf, type Texts } from './texts.ts';

/** What was read. */
interface ReadSite {
  readonly model: SiteModel;
  readonly texts: Texts;
  /** Paths of the records that do not parse and are kept out, for one of their tags might be one that is. */
  readonly unread: readonly string[];
  /** What `site.exclude` says to no avail. */
  readonly notes: readonly Diagnostic[];
}

/**
 * Everything that a site shows, of the work tree as it stands. Files that have not changed since the last build are
 * not read again.
 * @param at the file system's time from before the rows were read; undefined where nothing may be kept;
 * HEAD, and the settings
 */
export async function readSite(
  project: Project,
  rows: RowSet,
  {
    clock,
    head,
    settings: asked,
  }: {
    readonly clock: number | undefined;
    readonly head: string | null;
    readonly settings: Promise<SiteSettings>;
  },
  memory: RecordMemory = {},
): Promise<ReadSite> {
  const operators = await loadOperators(project);
  const files = recordFiles(project, rows, head, memory);
  const real = files.files.map(({ row }) => row);
  const exclusion = excluding(real, project.config.site.exclude);
  const { shown, hidesPath, hidesId, unread } = exclusion;
  const reading = readHistory(project, head, operators, exclusion);
  reading.catch(() => {});
  const read = textsOf(project, head, () => shown.map(({ path }) => path));
  const texts = exclusion.isEmpty ? read : shownTexts(read, shown, exclusion);
  const facts = await readFacts(project, files, { clock, texts, whole: read, exclusion }, memory);
  const history = await reading;
  const settings = await asked;
  const addresses = addressesOf(shown);
  const standingOf = standingsOf(shown);
  const model: SiteModel = {
    settings,
    records: shown.map((row): SiteRecord => {
      const { status = null, supersededBy = null } = standingOf(row);
      return {
        row: withFewTags(row),
        url: recordUrl(row.kind, addresses(row)),
        documentUrl: documentUrl(row.kind, addresses(row)),
        ...ownOf(row, facts.get(row.path) ?? NO_FACTS, exclusion),
        status,
        supersededBy,
        history: history.changes.get(row.path) ?? [],
        renamedFrom: history.renamedFrom.get(row.path) ?? [],
      };
    }),
    operators: operators.list,
    hidesPath,
    hidesId,
    invariants: project.config.invariants,
  };
  const idle = await idlePatterns(project, exclusion.idle, history.changes.keys());
  return { model, texts, unread, notes: idle.map((one) => idleNote(one, real)) };
}

/** More tags than anybody reads: each is a page. `site.exclude` has asked for all of them. */
const MOST_TAGS = 100;

const withFewTags = (row: Row): Row =>
  (row.tags?.length ?? 0) > MOST_TAGS ? { ...row, tags: row.tags?.slice(0, MOST_TAGS) ?? [] } : row;

/** A row and facts are made of a file and where it is, unless they are cut. */
const ownOf = (row: Row, facts: RecordFacts, { isEmpty }: Exclusion): Pick<SiteRecord, 'facts' | 'own'> => ({
  facts,
  own: isEmpty ? `${row.kind} ${facts.hash} ${row.path}` : JSON.stringify([row, facts]),
});

/** What the site is called and where it and the repository stand on the web. */
export async function readSettings({ config, repo, root }: Project): Promise<SiteSettings> {
  const { title, url, language } = config.site;
  const branch = (await defaultBranch(repo, config.default_branch)) ?? 'main';
  const address = await remoteUrl(repo, 'origin');
  const page = address === undefined ? undefined : webUrl(address);
  return {
    title: title ?? basename(root),
    url: url === null ? undefined : url.replace(/\/*$/, '/'),
    language,
    remote: page === undefined ? undefined : remoteWeb(page, branch),
    paths: config.paths,
  };
}

import { basename, join } from 'node:path';
import { defaultBranch } from '../../git/branch.ts';
import { remoteUrl, webUrl } from '../../git/remote.ts';
import { loadOperators } from '../../identity/operators.ts';
import { fileStamp, isSettled } from '../../store/file-stamp.ts';
import type { Project } from '../../store/project.ts';
import type { RowSet } from '../../store/row-set.ts';
import type { Row } from '../../work/row.ts';
import type { RecordFacts, SiteModel, SiteRecord, SiteSettings } from '../model.ts';
import { remoteWeb } from '../remote-web.ts';
import { documentUrl, recordUrl } from '../urls.ts';
import { brokenFacts } from './broken.ts';
import { factsOf, textHash } from './facts.ts';
import { readHistory } from './history.ts';
import { addressesOf } from './addresses.ts';
import { excluding, type Exclusion, shownData } from './exclusion.ts';
import { readKeptFacts, writeKeptFacts, type KeptFacts } from './kept-facts.ts';
import { mayBeCut, shownTexts } from './shown-text.ts';
import { textsOf, type Texts } from './texts.ts';

/**
 * Everything that a site shows, of the work tree as it stands. Files that have not changed since the last build are
 * not read again.
 * @param at the file system's time from before the rows were read; undefined where nothing may be kept;
 * and HEAD
 */
export async function readSite(
  project: Project,
  rows: RowSet,
  { clock, head }: { readonly clock: number | undefined; readonly head: string | null },
): Promise<{ readonly model: SiteModel; readonly texts: Texts }> {
  const operators = await loadOperators(project);
  const real = rows.all().filter((row) => row.stub !== true);
  const exclusion = excluding(real, project.config.site.exclude);
  const { shown, hidesPath, hidesId } = exclusion;
  const reading = readHistory(project, head, operators, exclusion);
  reading.catch(() => {});
  const settings = await readSettings(project);
  const read = textsOf(project, head, () => shown.map(({ path }) => path));
  const texts = exclusion.isEmpty ? read : shownTexts(read, shown, hidesId);
  const facts = await readFacts(project, shown, exclusion, { clock, head, texts });
  const history = await reading;
  const addresses = addressesOf(shown);
  const model: SiteModel = {
    settings,
    records: shown.map((row): SiteRecord => ({
      row,
      url: recordUrl(row.kind, addresses(row)),
      documentUrl: documentUrl(row.kind, addresses(row)),
      ...ownOf(row, facts.get(row.path) ?? NO_FACTS, exclusion),
      history: history.get(row.path) ?? [],
    })),
    operators: operators.list,
    hidesPath,
    hidesId,
    invariants: project.config.invariants,
  };
  return { model, texts };
}

/** A row and facts are made of a file and where it is, unless they are cut. */
const ownOf = (row: Row, facts: RecordFacts, { isEmpty }: Exclusion): Pick<SiteRecord, 'facts' | 'own'> => ({
  facts,
  own: isEmpty ? `${row.kind} ${facts.hash} ${row.path}` : JSON.stringify([row, facts]),
});

const NO_FACTS: RecordFacts = { hash: '', data: {}, lead: null, tasks: [], links: [] };

async function readSettings({ config, repo, root }: Project): Promise<SiteSettings> {
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

async function readFacts(
  project: Project,
  rows: readonly Row[],
  exclusion: Exclusion,
  { clock, head, texts }: { clock: number | undefined; head: string | null; texts: Texts },
): Promise<Map<string, RecordFacts>> {
  const kept = readKeptFacts(project);
  const next: KeptFacts = new Map();
  const facts = new Map<string, RecordFacts>();
  // What depends on other records than its own is no fact of the file.
  const isOwn = (row: Row): boolean => exclusion.isEmpty || !mayBeCut(row);
  let same = kept.size === rows.filter(isOwn).length;
  for (const row of rows) {
    const { stamp: seen, stats } = fileStamp(join(project.root, row.path));
    // What a sparse checkout leaves out is as HEAD has it. What is read depends on the kind, which a folder says.
    const stamp = `${row.kind} ${stats ? seen : String(head)}`;
    const before = isOwn(row) ? kept.get(row.path) : undefined;
    const isSame = before !== undefined && before[0] === stamp;
    same &&= isSame || !isOwn(row);
    const found = isSame ? before[1] : await readOne(project, row, texts);
    facts.set(row.path, exclusion.isEmpty ? found : shownFacts(row, found, exclusion));
    if (clock !== undefined && isOwn(row) && isSettled(stats, clock)) next.set(row.path, [stamp, found]);
  }
  if (!same && clock !== undefined) writeKeptFacts(project, next);
  return facts;
}

const shownFacts = (row: Row, facts: RecordFacts, { hidesId, hidesPath }: Exclusion): RecordFacts => ({
  ...facts,
  data: shownData(facts.data, row.kind, hidesId),
  links: facts.links.filter((path) => !hidesPath(path)),
});

/** A file that is gone since, or is none that may be read, has no facts. */
async function readOne(project: Project, row: Row, texts: Texts): Promise<RecordFacts> {
  const text = await texts.read(row.path);
  if (row.fault !== undefined) {
    const hash = text === undefined ? '' : textHash(text);
    return { ...NO_FACTS, hash, broken: await brokenFacts(row, text) };
  }
  if (text === undefined) return NO_FACTS;
  return await factsOf(row, text, project.prefix);
}

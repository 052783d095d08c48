import { linkTarget, normalizePath } from '../../record/link-target.ts';
import { KINDS, type Kind } from '../../record/kinds.ts';
import type { Found, Picture, Resolver } from '../markdown/body.ts';
import { byAnyPath } from '../former-paths.ts';
import type { SiteModel, SiteRecord } from '../model.ts';
import { facetUrl, relativeUrl } from '../urls.ts';

/** The records of a site by the ways in which texts name them. */
export interface Names {
  /** Those that have stood at a path too, unless another does now. */
  readonly byPath: ReadonlyMap<string, SiteRecord>;
  /** Sessions and what else has an id that is told from a word (`RT-260511-01`, `0012-lock-a-file`); aliases too. */
  readonly byId: ReadonlyMap<string, SiteRecord>;
  /** Every id and alias; of two records the one whose kind comes first. */
  readonly byName: ReadonlyMap<string, SiteRecord>;
  /** The lists of records that take the place of the repository's own, by the paths of those. */
  readonly lists: ReadonlyMap<string, string>;
  /** Files that are kept out. */
  readonly hidesPath: (path: string) => boolean;
}

/** Looks the records of a site up. A live id goes before an alias. */
export function namesOf({
  records,
  settings,
  hidesPath,
}: Pick<SiteModel, 'records' | 'settings' | 'hidesPath'>): Names {
  const byId = new Map<string, SiteRecord>();
  const byName = new Map<string, SiteRecord>();
  const sorted = KINDS.flatMap((kind) => records.filter(({ row }) => row.kind === kind));
  const add = (kind: Kind, name: string, record: SiteRecord): void => {
    if (!byName.has(name)) byName.set(name, record);
    if (isDistinct(kind, name) && !byId.has(name)) byId.set(name, record);
  };
  for (const record of sorted) {
    add(record.row.kind, record.row.id, record);
  }
  for (const record of sorted)
    for (const alias of record.row.aliases ?? []) add(record.row.kind, alias, record);
  const kinds = new Set(records.map(({ row }) => row.kind));
  const lists = [...kinds].map(
    (kind) => [`${settings.paths[kind]}/INDEX.md`, facetUrl('kind', kind)] as const,
  );
  return { byPath: byAnyPath(sorted), byId, byName, lists: new Map(lists), hidesPath };
}

// `flip` is a word of any text; an id with a digit and a dash is meant.
const isDistinct = (kind: Kind, id: string): boolean =>
  kind === 'session' || (/\d/.test(id) && id.includes('-'));

const HEX = /^[0-9a-f]{7,64}$/;
/** What a browser may be sent to. */
const SCHEME = /^(?:https?:\/\/|mailto:[^\s/])/i;
const ITEM = /^[wq]\d+$/;

/** What the answers to a page's questions are made of. */
export interface Answers {
  readonly model: Pick<SiteModel, 'settings'>;
  readonly names: Names;
  /** Whose text asks. */
  readonly record: SiteRecord;
  /** The page that shows the text, from the site's root. */
  readonly page: string;
  /** Of the project in its repository: `''`, or with a slash at its end. */
  readonly prefix: string;
  /** Where a picture of the repository is copied to, if it is one that may be shown. */
  readonly picture: (path: string) => Picture | undefined;
}

/** Answers what the text of a record asks of the site, for the page that shows it. */
export function resolverFor({ model, names, record, page, prefix, picture }: Answers): Resolver {
  const { remote } = model.settings;
  const to = (url: string, fragment = ''): string => {
    const way = relativeUrl(page, url);
    return url === page && fragment !== '' ? fragment : way + fragment;
  };
  const pageOf = (other: SiteRecord, fragment: string): Found => {
    // Anchors are those of its text; without one the page about it says more.
    const url = fragment === '' ? other.url : other.documentUrl;
    return { href: to(url, fragment), title: other.row.title };
  };
  const fileOf = (path: string, fragment: string): Found | undefined => {
    const whole = normalizePath(prefix + path);
    if (!remote || whole === '' || whole === '..' || whole.startsWith('../')) return undefined;
    return { href: remote.file + whole.split('/').map(encodeURIComponent).join('/') + fragment };
  };
  return {
    link(href) {
      if (SCHEME.test(href)) return URL.canParse(href) ? { href } : undefined;
      const fragment = fragmentOf(href);
      const target = linkTarget(href, record.row.path, prefix);
      if (target.to === 'same-file')
        return fragment === '' ? undefined : { href: to(record.documentUrl, fragment) };
      if (target.to !== 'file' || names.hidesPath(target.path)) return undefined;
      const other = names.byPath.get(target.path);
      if (other) return pageOf(other, fragment);
      const list = names.lists.get(target.path);
      if (list !== undefined) return { href: to(list) };
      const shown = picture(target.path);
      return shown ? { href: to(shown.href) } : fileOf(target.path, fragment);
    },
    image(href) {
      const target = linkTarget(href, record.row.path, prefix);
      const isShown = target.to === 'file' && !names.hidesPath(target.path);
      const shown = isShown ? picture(target.path) : undefined;
      return shown && { ...shown, href: to(shown.href) };
    },
    record(id) {
      const [name = '', item] = id.split('#');
      const other = names.byId.get(name);
      if (!other || (other === record && item === undefined)) return undefined;
      return pageOf(other, item === undefined ? '' : `#${item}`);
    },
    named(written) {
      const [name = '', place] = written.split('#');
      const bare = name.trim().replace(/\.md$/i, '');
      const other = names.byName.get(bare) ?? names.byPath.get(`${bare.replace(/^\/+/, '')}.md`);
      if (!other) return undefined;
      const fragment = place !== undefined && ITEM.test(place) ? `#${place}` : '';
      return pageOf(other, fragment);
    },
    commit: (sha) => (remote && HEX.test(sha) ? remote.commit + sha : undefined),
  };
}

/** The end of an address from `#` on, encoded; none where it is only that sign. */
function fragmentOf(href: string): string {
  const at = href.indexOf('#');
  const fragment = at < 0 ? '' : href.slice(at + 1);
  if (fragment === '') return '';
  try {
    return `#${encodeURIComponent(decodeURIComponent(fragment))}`;
  } catch {
    return '';
  }
}

/** A question that a text has asked, and the answer as JSON. */
export type Asked = readonly [question: string, answer: string];

type Question = 'link' | 'image' | 'record' | 'named';

/** The same, remembering each question with its answer, unless nothing but the settings can change it. */
export function remembering(resolver: Resolver): {
  readonly resolver: Resolver;
  readonly asked: () => Asked[];
} {
  const answers = new Map<string, string>();
  const noting =
    (what: Question) =>
    (name: string): never => {
      const answer = resolver[what](name);
      if (!SCHEME.test(name)) answers.set(JSON.stringify([what, name]), JSON.stringify(answer ?? null));
      return answer as never;
    };
  return {
    resolver: {
      link: noting('link'),
      image: noting('image'),
      record: noting('record'),
      named: noting('named'),
      commit: resolver.commit,
    },
    asked: () => [...answers],
  };
}

/** Whether every question would be answered as it was. */
export function stillHolds(resolver: Resolver, asked: readonly Asked[]): boolean {
  return asked.every(([question, answer]) => {
    const [what, name] = JSON.parse(question) as [Question, string];
    return JSON.stringify(resolver[what](name) ?? null) === answer;
  });
}

import { linkTarget } from '../../record/link-target.ts';
import type { Kind } from '../../record/kinds.ts';
import type { Resolver } from '../markdown/body.ts';
import type { SiteModel, SiteRecord } from '../model.ts';
import { relativeUrl } from '../urls.ts';

/** The records of a site by the ways in which texts name them. */
export interface Names {
  readonly byPath: ReadonlyMap<string, SiteRecord>;
  /** Sessions and what else has an id that is told from a word (`RT-260511-01`, `0012-lock-a-file`); aliases too. */
  readonly byId: ReadonlyMap<string, SiteRecord>;
}

/** Looks the records of a site up. A live id goes before an alias. */
export function namesOf({ records }: Pick<SiteModel, 'records'>): Names {
  const byPath = new Map<string, SiteRecord>();
  const byId = new Map<string, SiteRecord>();
  for (const record of records) {
    byPath.set(record.row.path, record);
    if (isDistinct(record.row.kind, record.row.id)) byId.set(record.row.id, record);
  }
  for (const record of records) {
    for (const alias of record.row.aliases ?? []) {
      if (!byId.has(alias) && isDistinct(record.row.kind, alias)) byId.set(alias, record);
    }
  }
  return { byPath, byId };
}

// `flip` is a word of any text; an id with a digit and a dash is meant.
const isDistinct = (kind: Kind, id: string): boolean =>
  kind === 'session' || (/\d/.test(id) && id.includes('-'));

const HEX = /^[0-9a-f]{7,64}$/;
/** What a browser may be sent to. */
const SCHEME = /^(?:https?:|mailto:)/i;

/**
 * Answers what the text of a record asks of the site, for the page that shows it.
 * @param asset where a file of the repository is copied to, if it is one that may be shown
 */
export function resolverFor(
  { settings }: Pick<SiteModel, 'settings'>,
  names: Names,
  record: SiteRecord,
  prefix: string,
  asset: (path: string) => string | undefined,
): Resolver {
  const here = record.documentUrl;
  const { remote } = settings;
  return {
    link(href, from) {
      if (SCHEME.test(href)) return from === 'link' ? href : undefined;
      const target = linkTarget(href, record.row.path, prefix);
      const fragment = /#[^\s]*$/.exec(href)?.[0] ?? '';
      if (target.to === 'same-file') return fragment;
      if (target.to !== 'file' || target.path.startsWith('../')) return undefined;
      const shown = asset(target.path);
      if (shown !== undefined) return relativeUrl(here, shown);
      if (from === 'image') return undefined;
      const other = names.byPath.get(target.path);
      if (other) return relativeUrl(here, other.documentUrl) + fragment;
      return remote && remote.file + target.path.split('/').map(encodeURIComponent).join('/') + fragment;
    },
    record(id) {
      const [name = '', item] = id.split('#');
      const other = names.byId.get(name);
      if (!other || other === record) return undefined;
      const anchor = item === undefined ? '' : `#${item}`;
      return { href: relativeUrl(here, other.url) + anchor, title: other.row.title };
    },
    commit: (sha) => (remote && HEX.test(sha) ? remote.commit + sha : undefined),
  };
}

/** A question that a text has asked, and the answer as JSON. */
export type Asked = readonly [question: string, answer: string];

/** The same, remembering each question with its answer. */
export function remembering(resolver: Resolver): {
  readonly resolver: Resolver;
  readonly asked: () => Asked[];
} {
  const answers = new Map<string, string>();
  const note = <T>(question: readonly string[], answer: T): T => {
    answers.set(JSON.stringify(question), JSON.stringify(answer ?? null));
    return answer;
  };
  return {
    resolver: {
      link: (href, from) => note(['link', href, from], resolver.link(href, from)),
      record: (id) => note(['record', id], resolver.record(id)),
      commit: (sha) => note(['commit', sha], resolver.commit(sha)),
    },
    asked: () => [...answers],
  };
}

/** Whether every question would be answered as it was. */
export function stillHolds(resolver: Resolver, asked: readonly Asked[]): boolean {
  return asked.every(([question, answer]) => {
    const [what, name = '', from] = JSON.parse(question) as string[];
    const now =
      what === 'link'
        ? resolver.link(name, from === 'image' ? 'image' : 'link')
        : what === 'record'
          ? resolver.record(name)
          : resolver.commit(name);
    return JSON.stringify(now ?? null) === answer;
  });
}

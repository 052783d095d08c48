import type { ComponentChild } from 'preact';
import { Badge } from '../components/badge.tsx';
import { Facts } from '../components/facts.tsx';
import { Id } from '../components/id.tsx';
import { FilePath } from '../components/record-facts.tsx';
import { Said } from '../components/said.tsx';
import { sayFault } from '../language/faults.ts';
import type { Kind } from '../../record/kinds.ts';
import type { SiteRecord } from '../model.ts';
import { definePage, type Page, type Template } from '../page.ts';
import { type BrokenFacts, fileArgs } from '../read/broken.ts';

/** What the page of a record that does not parse shows besides its text. */
export interface BrokenView {
  readonly kind: Kind;
  readonly id: string;
  readonly title: string;
  readonly path: string;
  readonly broken: BrokenFacts;
}

/** More of a text than anybody looks through for a mistake. */
const MOST_TEXT = 100_000;

const broken: Template<BrokenView> = {
  name: 'broken',
  head: ({ title }, { words }) => ({ title, description: words.record.broken }),
  render: ({ kind, id, title, path, broken: { code, args, line, column, source } }, context) => {
    const { words, text } = context;
    const { record } = words;
    const said = sayFault(words.code, code, args);
    // What is to be copied stays as it is.
    const remedy = 'fixed' in args ? said.hint : <Said text={said.hint ?? ''} />;
    const inLanguage = (text: ComponentChild): ComponentChild =>
      said.lang === words.code ? text : <span lang={said.lang}>{text}</span>;
    const caret = source !== null && column !== null ? `${' '.repeat(Math.min(column - 1, 500))}^` : '';
    return (
      <article class="record">
        <header class="record-head">
          <p class="crumbs">
            <span>{words.kinds[kind]}</span>
            <Id context={context} id={id} />
          </p>
          <h1>{title}</h1>
          <p class="meta">
            <Badge context={context} status="broken" />
          </p>
          <p class="lead">{text === undefined ? record.brokenFile : record.brokenLead}</p>
        </header>
        <div class="record-body">
          <section class="mistake">
            <h2>{record.broken}</h2>
            <Facts
              items={[
                [record.path, <FilePath context={context} path={path} />],
                [record.line, line === null ? null : column === null ? `${line}` : `${line}:${column}`],
                [record.cause, inLanguage(said.note ? `${said.text}: ${said.note}` : said.text)],
                [record.remedy, said.hint === undefined ? null : inLanguage(remedy)],
              ]}
            />
            {source === null ? null : (
              <pre class="frame" tabindex={0} dir="ltr">
                {`${line ?? ''} │ ${source}\n${' '.repeat(`${line ?? ''}`.length)} │ ${caret}`}
              </pre>
            )}
          </section>
          {text === undefined || text === '' ? null : (
            <section>
              <h2>{record.source0}</h2>
              <pre class="frame raw" tabindex={0}>
                {text.slice(0, MOST_TEXT)}
              </pre>
              {text.length > MOST_TEXT ? <p class="quiet">{record.cut}</p> : null}
            </section>
          )}
        </div>
      </article>
    );
  },
};

/** The pages of a record that does not parse, at its usual addresses: they say why. */
export function brokenPages(record: SiteRecord): Page[] {
  const { row, facts, url, documentUrl } = record;
  const view: BrokenView = {
    kind: row.kind,
    id: row.id,
    title: row.title,
    path: row.path,
    broken: facts.broken ?? {
      code: row.fault?.code ?? 'E_FILE_UNREADABLE',
      args: fileArgs(row.path),
      line: row.fault?.line ?? null,
      column: row.fault?.column ?? null,
      source: null,
    },
  };
  return [...new Set([url, documentUrl])].map((address) => definePage(address, broken, view, record));
}

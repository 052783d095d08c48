import type { BuiltSite } from './built-site.ts';
import { attribute, type Element, type Html, parseHtml } from './html.ts';

// Where a page leads to, or what it shows.
const LINKS: readonly (readonly [tag: string, attribute: string])[] = [
  ['a', 'href'],
  ['area', 'href'],
  ['link', 'href'],
  ['script', 'src'],
  ['img', 'src'],
  ['form', 'action'],
  ['use', 'href'],
  ['image', 'href'],
];
// What loads by itself, and therefore never from elsewhere.
const LOADS = new Set(['script', 'img', 'use', 'image', 'form', 'meta']);
const BASE = 'https://here.invalid/some/project/';
/** Where the sites of tests say that they stand: what must be absolute (feeds, the page for what is not there) has it. */
const PUBLISHED = 'https://offplan.example.com/some/project/';

/** Every page of a site, by its file. */
export function parsePages(site: BuiltSite): Map<string, Html> {
  const pages = site.files.filter((file) => file.endsWith('.html'));
  return new Map(pages.map((file) => [file, parseHtml(site.read(file))]));
}

/**
 * Follows every link of every page in the files. Links to elsewhere are only looked at.
 * @returns what is wrong with them, each with how many pages have it, and the first
 */
export function brokenLinks(site: BuiltSite, pages: ReadonlyMap<string, Html>): string[] {
  const files = new Set(site.files);
  const anchors = new Map([...pages].map(([file, html]) => [file, idsOf(html)]));
  const wrong = new Map<string, Set<string>>();
  for (const [file, html] of pages) {
    for (const [element, href] of linksOf(html)) {
      const why = follow(file, element, href);
      if (why === undefined) continue;
      // As often as the header has it, one line is enough.
      const what = `<${element.tagName}> ${href.slice(0, 200).replace(/^(?:\.\.?\/)+/, '…/')} ${why}`;
      wrong.set(what, (wrong.get(what) ?? new Set()).add(file));
    }
  }
  return [...wrong].map(([what, files]) => `${what} (${files.size} pages: ${[...files][0]})`);

  function follow(file: string, { tagName, attrs }: Element, href: string): string | undefined {
    const at = href.startsWith(PUBLISHED) ? BASE + href.slice(PUBLISHED.length) : href;
    if (!URL.canParse(at, addressOf(file))) return 'is no address';
    const url = new URL(at, addressOf(file));
    if (!url.href.startsWith(BASE)) {
      if (LOADS.has(tagName)) return 'is loaded from elsewhere';
      if (url.host === 'here.invalid') return 'leads above the site';
      if (tagName === 'link') {
        return attrs.some(({ name, value }) => name === 'rel' && /canonical|alternate/.test(value))
          ? undefined
          : 'is loaded from elsewhere';
      }
      return /^(?:https?|mailto):$/.test(url.protocol) ? undefined : 'has a scheme that is not let through';
    }
    // The page for what is not there is shown at any depth.
    if (/^[/\\]/.test(href) && file !== '404.html') return 'is not relative';
    const path = decodeURIComponent(url.pathname.slice(new URL(BASE).pathname.length));
    const target = path === '' || path.endsWith('/') ? `${path}index.html` : path;
    if (!files.has(target)) return 'leads to nothing';
    const anchor = decodeURIComponent(url.hash.slice(1));
    if (anchor !== '' && !anchors.get(target)?.has(anchor)) return 'leads to an anchor that is not there';
    return undefined;
  }
}

const addressOf = (file: string): string =>
  BASE +
  file
    .split('/')
    .map(encodeURIComponent)
    .join('/')
    .replace(/(^|\/)index\.html$/, '$1');

export const idsOf = ({ elements }: Html): Set<string> =>
  new Set(elements.map((element) => attribute(element, 'id')).filter((id) => id !== undefined));

const sendsOn = (element: Element): string | undefined =>
  element.tagName === 'meta' && attribute(element, 'http-equiv')?.toLowerCase() === 'refresh'
    ? attribute(element, 'content')
    : undefined;

function* linksOf({ elements }: Html): Generator<readonly [Element, string]> {
  for (const element of elements) {
    for (const [tag, name] of LINKS) {
      const href = element.tagName === tag ? attribute(element, name) : undefined;
      if (href !== undefined) yield [element, href];
    }
    const sendsTo = /^\d+;\s*url=(.*)$/i.exec(sendsOn(element) ?? '')?.[1];
    if (sendsTo !== undefined) yield [element, sendsTo];
  }
}

import type { Rendering, Resolver } from '../../src/site/markdown/body.ts';
import { makeHighlighter } from '../../src/site/markdown/highlight.ts';
import { wordsOf } from '../../src/site/language/words.ts';

/** Answers of a site with a session, a plan, a picture and a remote. */
export const resolver: Resolver = {
  link: (href) => {
    if (/^(?:https?:\/\/|mailto:\S)/i.test(href)) return { href };
    if (href === 'plan.md') return { href: '../../plans/flip/', title: 'The flip' };
    return href.startsWith('#') ? { href } : undefined;
  },
  image: (href) =>
    href === 'shot.png' ? { href: '../../assets/files/0a.png', width: 640, height: 400 } : undefined,
  record: (id) =>
    /^RT-260511-01(?:#w\d)?$/.test(id) || id === '0012-lock-a-file'
      ? { href: `../${id}/`, title: `Title of ${id}` }
      : undefined,
  named: (name) => (name === 'flip' ? { href: '../../plans/flip/', title: 'The flip' } : undefined),
  commit: (sha) => `https://github.com/o/n/commit/${sha}`,
};

/** What texts of tests are rendered with. */
export const rendering = (own: Partial<Resolver> = {}): Rendering => ({
  resolver: { ...resolver, ...own },
  words: wordsOf('en'),
  code: makeHighlighter(),
});

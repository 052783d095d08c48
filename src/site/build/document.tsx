import { render } from 'preact-render-to-string';
import { Layout } from '../components/layout.tsx';
import type { Context, Page } from '../page.ts';
import { articleOf } from '../view/article.ts';

// HTML knows no such characters, and a reader cannot see them.
const CONTROLS = /[\0-\u0008\u000B\u000E-\u001F\u007F]/g;

/** A page as the text of its file. Control characters that came with a record are shown as ones nobody knows. */
export function documentOf(page: Page, context: Context): string {
  const body = render(
    <Layout context={context} head={{ ...page.head(context), ...articleOf(page) }}>
      {page.draw(context)}
    </Layout>,
  );
  // All of it at once: the pieces that a page is put together from are copied together by whatever looks at it first.
  return `<!doctype html>\n${body}\n`.replace(CONTROLS, '\uFFFD');
}

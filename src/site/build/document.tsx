import { render } from 'preact-render-to-string';
import { Layout } from '../components/layout.tsx';
import type { Context, Page } from '../page.ts';
import { articleOf } from '../view/article.ts';

/** A page as the text of its file. */
export const documentOf = (page: Page, context: Context): string =>
  `<!doctype html>\n${render(
    <Layout context={context} head={{ ...page.head(context), ...articleOf(page) }}>
      {page.draw(context)}
    </Layout>,
  )}\n`;

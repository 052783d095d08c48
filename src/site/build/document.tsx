import { render } from 'preact-render-to-string';
import { Layout } from '../components/layout.tsx';
import type { Context, Page } from '../page.ts';

/** A page as the text of its file. */
export const documentOf = (page: Page, context: Context): string =>
  `<!doctype html>\n${render(
    <Layout context={context} head={page.head(context)}>
      {page.draw(context)}
    </Layout>,
  )}\n`;

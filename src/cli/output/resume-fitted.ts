import { fit } from '../../resume/budget.ts';
import type { Page } from '../../resume/page.ts';
import { estimateTokens } from '../../resume/tokens.ts';
import { makeLook, type Look } from './look.ts';
import { resumeText } from './resume.ts';

const PLAIN = makeLook(false);

/** A dashboard cut to a budget, as text. */
export interface Fitted {
  readonly page: Page;
  /** Without colour, at the usual width: what a pipe and an agent get. */
  readonly plain: string;
  /** As this look has it. */
  readonly text: (look: Look) => string;
}

/** Cuts a page until its text fits. */
export function fittedText(page: Page, budget: number): Fitted {
  let plain = '';
  const fitted = fit(page, budget, (one) => estimateTokens((plain = resumeText(one, PLAIN))));
  return {
    page: fitted,
    plain,
    // What was drawn last, to be measured, is what a pipe gets: drawing is most of what is left to do.
    text: (look) => (look.color || look.width !== PLAIN.width ? resumeText(fitted, look) : plain),
  };
}

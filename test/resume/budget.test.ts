import { describe, expect, test } from 'vitest';
import { resumeText } from '../../src/cli/output/resume.ts';
import { makeLook } from '../../src/cli/output/look.ts';
import { fit } from '../../src/resume/budget.ts';
import { toDocument } from '../../src/resume/document.ts';
import type { Page } from '../../src/resume/page.ts';
import { estimateTokens } from '../../src/resume/tokens.ts';
import { lastSession, page, session, some, wholePage, workstream } from './fixture.ts';

const asText = (one: Page): number => estimateTokens(resumeText(one, makeLook(false)));
const asJson = (one: Page): number => estimateTokens(JSON.stringify(toDocument(one)));

/** More of everything than anybody can read. */
const crowded = (): Page => {
  const many = <T>(make: (i: number) => T) => some(...Array.from({ length: 60 }, (_, i) => make(i)));
  const item = (i: number) => ({
    ref: `SK-260511-02#w${i}`,
    text: `thing ${i} to do`,
    from: 'sergei',
    created: null,
  });
  return page({
    last: lastSession({ resumePrompt: 'Go on with the flip, and mind the lock. '.repeat(500) }),
    candidates: some(session('RT-260511-07')),
    own: many((i) => workstream(`own-${i}`, { done: 1, total: 3, next: { id: 'P2', text: 'go on' } })),
    peers: many((i) => workstream(`peer-${i}`, { owner: 'sergei' })),
    activity: many((i) => session(`SK-260511-${i}`, { operator: `peer${i}` })),
    waiting: many(item),
    questions: many(item),
    learnings: many((i) => ({ id: `l${i}`, title: `Learned ${i}`, summary: null, path: '', expires: null })),
    elsewhere: many((i) => session(`SK-260512-${i}`)),
    broken: many((i) => ({ path: `docs/sessions/b${i}.md`, code: 'E_FRONTMATTER_SYNTAX', line: 1 })),
  });
};

describe('a budget', () => {
  test('leaves a page alone that is within it', () => {
    const whole = wholePage();
    const fitted = fit(whole, 2000, asText);
    expect(fitted.facts).toBe(whole.facts);
    expect(fitted.leftOut).toEqual([]);
    expect(fitted.tokens).toBe(asText(whole));
  });

  test.each([
    ['text', asText, 2000],
    ['text', asText, 500],
    ['text', asText, 200],
    ['JSON', asJson, 2000],
    ['JSON', asJson, 900],
  ])('is kept by a crowded page as %s (%#)', (_, measure, budget) => {
    const fitted = fit(crowded(), budget, measure);
    expect(measure(fitted)).toBeLessThanOrEqual(budget);
    expect(fitted.leftOut.length).toBeGreaterThan(0);
  });

  test('keeps what waits on me and where I left off longer than what others do', () => {
    const { facts } = fit(crowded(), 700, asText);
    expect(facts.last?.nextAction).not.toBeNull();
    expect(facts.waiting.items.length).toBeGreaterThan(0);
    expect(facts.own.items.length).toBeGreaterThan(0);
    expect(facts.learnings.items).toEqual([]);
    expect(facts.peers.items).toEqual([]);
  });

  test('drops what waits on me last of all, and tells it in fewer words before', () => {
    const long = 'the sender address, which the provider wants to have in writing and by post '.repeat(6);
    const waiting = some(
      ...Array.from({ length: 8 }, (_, i) => ({
        ref: `SK-260511-02#w${i}`,
        text: long,
        from: null,
        created: null,
      })),
    );
    const { facts, leftOut } = fit({ ...crowded(), facts: { ...crowded().facts, waiting } }, 420, asText);
    expect(facts.waiting.items).toHaveLength(8);
    expect(facts.waiting.items[0]?.text).toMatch(/^the sender address.{20,}…$/);
    expect(facts.last?.resumePrompt).toBeNull();
    expect(leftOut.map(({ what }) => what)).not.toContain('waiting_on_me');
  });

  test('says what was left out, and how much of it', () => {
    const { leftOut } = fit(crowded(), 700, asText);
    expect(leftOut).toContainEqual({ what: 'learnings', count: 60, unit: 'entries' });
    expect(leftOut.find(({ what }) => what === 'resume_prompt')?.unit).toBe('characters');
  });

  test('counts what was never gathered as left out, too', () => {
    const { leftOut } = fit(page({ waiting: { items: [], total: 7000 } }), 2000, asJson);
    expect(leftOut).toEqual([{ what: 'waiting_on_me', count: 7000, unit: 'entries' }]);
  });

  test('a very long prompt does not push out everything else', () => {
    const whole = wholePage();
    const prompt = 'word '.repeat(100_000);
    const long = { ...whole, facts: { ...whole.facts, last: lastSession({ resumePrompt: prompt }) } };
    const { facts } = fit(long, 2000, asText);
    expect(facts.waiting.items).toHaveLength(1);
    expect(facts.own.items).toHaveLength(2);
    expect(facts.last?.resumePrompt?.length).toBeGreaterThan(2000);
  });

  test('too small for anything still names the session', () => {
    const { facts } = fit(crowded(), 1, asText);
    expect(facts.last?.id).toBe('RT-260511-01');
  });
});

describe('the estimate', () => {
  test.each([
    ['', 0],
    ['four', 1],
    ['four five', 3],
    ['привет', 3],
  ])('of %j is %i', (text, tokens) => expect(estimateTokens(text)).toBe(tokens));
});

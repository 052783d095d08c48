/** The entries of the lists at the top of rendered Markdown, and what stands beside those lists. */
export interface ListEntries {
  /** What is in each `<li>`, in order. */
  readonly entries: readonly string[];
  readonly rest: string;
}

// Rendered text has no other `<` than those of its tags, and no `>` in them.
const TAG = /<(\/?)(ul|ol|li)\b[^>]*>/g;

/** Takes rendered Markdown apart at its lists. Both parts are whole HTML again. */
export function listEntries(html: string): ListEntries {
  const entries: string[] = [];
  let rest = '';
  let depth = 0;
  let entryAt = 0;
  let restAt = 0;
  for (const { 0: tag, 1: closing, 2: name, index } of html.matchAll(TAG)) {
    if (name === 'li') {
      if (depth !== 1) continue;
      if (closing === '') entryAt = index + tag.length;
      else entries.push(html.slice(entryAt, index));
    } else if (closing === '') {
      if (depth === 0) rest += html.slice(restAt, index);
      depth += 1;
    } else {
      depth -= 1;
      if (depth === 0) restAt = index + tag.length;
    }
  }
  return { entries, rest: rest + html.slice(restAt) };
}

const BOX = /<input\b[^>]*>/;
const LABEL =
  /^((?:\s|<[^>]*>)*)(?:\[[ xX]\]\s*)?(?:<(?:strong|code)>)?[wq]\d{1,6}(?:<\/(?:strong|code)>)?[:.,)]?\s*/i;
const WHO = /^((?:\s|<[^>]*>)*)@[A-Za-z0-9][A-Za-z0-9_-]{0,63}(?=$|[\s:,.—–<-])\s*[:,.—–-]?\s*/;

/** An item's text as it is rendered, without box, id and whom it waits for: those are shown beside it. */
export function itemHtml(entry: string, hasWhom: boolean): string {
  const bare = entry.replace(BOX, '').replace(LABEL, '$1');
  return (hasWhom ? bare.replace(WHO, '$1') : bare).trim();
}

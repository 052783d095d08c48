import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import { Id } from './id.tsx';
import { Icon } from './icon.tsx';

const HEX = /^[0-9a-f]{7,64}$/;
const SHORT = 9;

/** A commit: linked to where it is shown, and copied with a tap. */
export function Commit({ context, sha }: { readonly context: Context; readonly sha: string }): VNode {
  const { words, settings } = context;
  const short = HEX.test(sha) ? sha.slice(0, SHORT) : sha;
  if (!settings.remote || !HEX.test(sha)) return <Id context={context} id={short} />;
  return (
    <span class="commit">
      <a class="id" href={settings.remote.commit + sha}>
        {short}
      </a>
      <button
        type="button"
        class="copy bare"
        data-copy={sha}
        data-copied={words.chrome.copied}
        aria-label={`${words.chrome.copy}: ${short}`}
      >
        <Icon name="copy" />
        <Icon name="copied" />
      </button>
    </span>
  );
}

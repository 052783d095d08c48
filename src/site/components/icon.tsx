import type { VNode } from 'preact';

/** Signs, drawn in a field of 16 by 16; one line of them is one path. */
export const PATHS = {
  active: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  done: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM5.6 8.2l1.7 1.7 3.2-3.6',
  quiet: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z',
  stop: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM5.5 8h5',
  over: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM6 6l4 4M10 6l-4 4',
  replaced: 'M2.5 5h7a3.5 3.5 0 0 1 0 7H5M4.8 2.7L2.5 5l2.3 2.3',
  broken: 'M8 2.5l6 10.8H2zM8 6.6v3M8 11.4v.1',
  copy: 'M6 5.5h6.5v8H6zM3.5 10.5v-8H10',
  copied: 'M3.5 8.5l3 3 6-7',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3l3.2 3.2',
  theme: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 2.5a5.5 5.5 0 0 1 0 11z',
  before: 'M9.5 3.5L5 8l4.5 4.5',
  after: 'M6.5 3.5L11 8l-4.5 4.5',
  link: 'M6.5 9.5l3-3M7 5l1.6-1.6a2.8 2.8 0 0 1 4 4L11 9M9 11l-1.6 1.6a2.8 2.8 0 0 1-4-4L5 7',
};

export type IconName = keyof typeof PATHS;

/** A sign beside a word that says the same: it is never all there is. */
export const Icon = ({ name }: { readonly name: IconName }): VNode => (
  <svg
    class={`icon ${name}`}
    viewBox="0 0 16 16"
    width="16"
    height="16"
    aria-hidden="true"
    // A page has dozens of them: drawn in one piece, they take half as long.
    dangerouslySetInnerHTML={{ __html: `<path d="${PATHS[name]}"/>` }}
  />
);

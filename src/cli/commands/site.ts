import { CanonError } from '../../fault/error.ts';
import { nearest } from '../../text/nearest.ts';
import { defineCommand } from '../command.ts';

const ACTIONS = ['build', 'serve'] as const;

/** `canon site build` and `canon site serve` */
export const command = defineCommand({
  name: 'site',
  usage: ['site build [--out DIR]', 'site serve [--port N]'],
  about: [
    'Makes a static site of the records: what is going on, what waits on whom, how it came to be. `build` writes it into a folder (_site, or site.out of the configuration), and then only what has changed; any web server can publish that.',
    '`serve` shows it on this machine while work goes on.',
    'A folder that holds anything canon did not write is refused.',
  ],
  args: [{ name: 'ACTION', brief: 'build or serve', values: [...ACTIONS] }],
  flags: {
    out: { brief: 'the folder it is built into', value: 'DIR' },
    port: { brief: 'where it is served (default 4321)', value: 'N' },
  },
  examples: [
    ['canon site build', 'the site, in _site'],
    ['canon site serve', 'the site, live'],
  ],
  async run(context, flags, [action = '']) {
    const [other, own] = action === 'build' ? (['port', 'serve'] as const) : (['out', 'build'] as const);
    if (flags[other] !== undefined) throw new CanonError('E_SITE_OPTION', { data: { option: other, own } });
    if (action === 'build') return (await import('../site/build.ts')).build(context, flags);
    if (action === 'serve') return (await import('../site/serve.ts')).serve(context, flags);
    throw new CanonError('E_SITE_ACTION', { data: { action, near: nearest(action, [...ACTIONS]) } });
  },
});

import { formatTime } from '../../record/ids.ts';
import type { Moment } from '../../world.ts';
import { VERSION } from '../version.ts';
import type { HookReport, HostReport, Report } from './report.ts';

/** `canon.doctor/1` */
export const doctorDocument = ({ root, checks, hosts }: Report, now: Moment): object => ({
  root,
  version: VERSION,
  checks: checks.map(({ name, state, detail }) => ({
    name,
    ok: state === 'ok' || state === 'info',
    detail,
  })),
  hosts: hosts.map((host) => hostDocument(host, now)),
});

const hostDocument = ({ host, path, settings, hooks, others }: HostReport, now: Moment): object => ({
  name: host.name,
  path,
  settings,
  events: hooks.map((hook) => hookDocument(hook, now)),
  others,
});

const hookDocument = ({ event, installed, fired, last, trust }: HookReport, now: Moment): object => ({
  event,
  installed,
  fired: fired.state,
  last: typeof last !== 'number' ? null : formatTime({ ms: last, offset: now.offset }),
  ...(fired.detail === undefined ? {} : { detail: fired.detail }),
  ...(trust === undefined ? {} : { trust }),
});

import { join } from 'node:path';
import { ONLINE_SOURCES } from '../../domain/default-registries.ts';
import { UsageError } from '../../domain/usage-error.ts';
import type { OnlineLookup } from '../../pipeline/services.ts';
import { answerCache } from './answer-cache.ts';
import { onlineLookup } from './lookup.ts';
import { openWeb } from './web.ts';

export interface OnlineSettings {
  /** `NAME=URL`: where a source is asked instead. */
  readonly registries: readonly string[];
  /** Directory of our own cache; absent: answers are kept in memory. */
  readonly cacheDirectory?: string | undefined;
  readonly userAgent: string;
  readonly now: () => Date;
}

/** The registries, ready to be asked. @throws UsageError */
export function openOnline({ registries, cacheDirectory, userAgent, now }: OnlineSettings): OnlineLookup {
  const addresses = Object.fromEntries(registries.map(parseRegistry));
  const trusted = new Set(Object.values(addresses).map((address) => new URL(address).host));
  const cache = answerCache(cacheDirectory === undefined ? undefined : join(cacheDirectory, 'online'), now);
  return onlineLookup({ web: openWeb({ cache, userAgent, trusted }), cache, addresses });
}

function parseRegistry(setting: string): readonly [string, string] {
  const equals = setting.indexOf('=');
  const [name, address] = [setting.slice(0, Math.max(equals, 0)), setting.slice(equals + 1)];
  if (!Object.hasOwn(ONLINE_SOURCES, name))
    throw new UsageError(
      `\`--registry-url ${setting}\` names no source`,
      `NAME=URL, with one of ${Object.keys(ONLINE_SOURCES).join(', ')}`,
    );
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol))
    throw new UsageError(`\`--registry-url ${setting}\` has no http address`);
  return [name, address];
}

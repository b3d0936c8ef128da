import { unreadable } from '../../domain/read-result.ts';
import type { Reader } from '../ecosystem.ts';
import { readYarnBerry } from './yarn-berry/reader.ts';
import { readYarnClassic } from './yarn-classic/reader.ts';

/** yarn.lock: yarn 1 and later versions share the name and nothing else; only the latter write `__metadata`. */
export const yarnLock: Reader = {
  id: 'npm-yarn-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['yarn.lock'],
  group: 'file',
  read(group) {
    const file = group.files[0];
    if (file === undefined) return unreadable();
    const text = file.text();
    return /^__metadata:/m.test(text) ? readYarnBerry(group, file) : readYarnClassic(group, file.path, text);
  },
};

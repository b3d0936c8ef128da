import { cargo } from './cargo/ecosystem.ts';
import type { Ecosystem } from './ecosystem.ts';
import { npm } from './npm/index.ts';
import { pypi } from './pypi/ecosystem.ts';

/** Every ecosystem, in the order in which people read the list. Adding one adds one line here. */
export const ECOSYSTEMS: readonly Ecosystem[] = [npm, cargo, pypi];

import { cargo } from './cargo/ecosystem.ts';
import type { Ecosystem } from './ecosystem.ts';
import { golang } from './golang/ecosystem.ts';
import { gradle } from './gradle/ecosystem.ts';
import { ivy } from './ivy/ecosystem.ts';
import { maven } from './maven/ecosystem.ts';
import { npm } from './npm/index.ts';
import { sbt } from './sbt/ecosystem.ts';

/** Every ecosystem, in the order in which people read the list. Adding one adds one line here. */
export const ECOSYSTEMS: readonly Ecosystem[] = [npm, cargo, golang, maven, gradle, sbt, ivy];

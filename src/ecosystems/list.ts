import { cargo } from './cargo/ecosystem.ts';
import { carthage } from './carthage/ecosystem.ts';
import { cocoapods } from './cocoapods/ecosystem.ts';
import { composer } from './composer/ecosystem.ts';
import type { Ecosystem } from './ecosystem.ts';
import { gem } from './gem/ecosystem.ts';
import { golang } from './golang/ecosystem.ts';
import { npm } from './npm/index.ts';
import { nuget } from './nuget/ecosystem.ts';
import { pub } from './pub/ecosystem.ts';
import { swift } from './swift/ecosystem.ts';

/** Every ecosystem, in the order in which people read the list. Adding one adds one line here. */
export const ECOSYSTEMS: readonly Ecosystem[] = [npm, cargo, golang, nuget, composer, gem, pub, swift, cocoapods, carthage];

import { readFileSync } from 'node:fs';
import { parseCompatibility } from '../policy/compatibility-data.ts';
import type { CompatibilityMatrix } from '../policy/compatibility.ts';

/** The matrix that the package ships, read when a policy first asks. */
export function lazyCompatibility(): CompatibilityMatrix {
  let matrix: CompatibilityMatrix | undefined;
  const loaded = (): CompatibilityMatrix => {
    matrix ??= parseCompatibility(readFileSync(new URL('../../rules/compatibility.json', import.meta.url), 'utf8'));
    return matrix;
  };
  return { answer: (outbound, inbound) => loaded().answer(outbound, inbound), knows: (outbound) => loaded().knows(outbound) };
}

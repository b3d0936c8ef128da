import { OPTIONAL } from '../../dist/licenses/detect/license-index.js';
import { GRAM, gramHash, isSampled, SAMPLED_FROM } from '../../dist/licenses/detect/grams.js';

const BUCKETS = 1 << 17;
// A gram that stands in more templates than this tells nothing.
const MOST_TEMPLATES = 150;

/** Where which gram of required words stands: all grams of short templates, one in four of long ones. */
export function makePostings(templates, tokens, flags) {
  const places = new Map();
  templates.forEach((template, number) => {
    for (let at = template.start; at + GRAM <= template.start + template.length; at += 1) {
      const hash = gramHash(tokens, at);
      const isRequired = flags.subarray(at, at + GRAM).every((flag) => (flag & OPTIONAL) === 0);
      if (hash === 0 || !isRequired || (template.length > SAMPLED_FROM && !isSampled(hash))) continue;
      const list = places.get(hash) ?? [];
      list.push([at, number]);
      places.set(hash, list);
    }
  });
  const grams = new Uint32Array(templates.length);
  const buckets = Array.from({ length: BUCKETS }, () => []);
  for (const [hash, list] of places) {
    if (new Set(list.map(([, number]) => number)).size > MOST_TEMPLATES) continue;
    buckets[hash & (BUCKETS - 1)].push(...list);
    for (const [, number] of list) grams[number] += 1;
  }
  const bucketStarts = new Uint32Array(BUCKETS + 1);
  buckets.forEach((bucket, number) => {
    bucketStarts[number + 1] = bucketStarts[number] + bucket.length;
  });
  const all = buckets.flat();
  return {
    templates: templates.map((template, number) => ({ ...template, grams: grams[number] })),
    postings: {
      bucketStarts,
      positions: Uint32Array.from(all, ([at]) => at),
      postingTemplates: Uint16Array.from(all, ([, number]) => number),
    },
  };
}

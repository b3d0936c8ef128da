/**
 * Whether a path matches a REUSE pattern: `*` within a folder, `**` across folders, `\` takes the next character
 * as it is; `?` one character. A table instead of a regular expression, so that a hostile pattern costs no more than
 * its length times the path's.
 */
export function matchesGlob(pattern: string, path: string, crossesFolders: boolean): boolean {
  const literal = /^[^*?\\]*/.exec(pattern)?.[0] ?? '';
  if (!path.startsWith(literal)) return false;
  if (literal.length === pattern.length) return path.length === literal.length;
  const steps = toSteps(pattern, crossesFolders);
  let reached = new Uint8Array(path.length + 1);
  reached[0] = 1;
  for (const step of steps) {
    const next = new Uint8Array(path.length + 1);
    for (let at = 0; at <= path.length; at += 1) {
      if (step.kind === 'one') {
        if (at > 0 && reached[at - 1] === 1 && (step.character === undefined || path[at - 1] === step.character)) next[at] = 1;
      } else if (reached[at] === 1 || (at > 0 && next[at - 1] === 1 && (step.kind === 'any' || path[at - 1] !== '/'))) {
        next[at] = 1;
      }
    }
    reached = next;
  }
  return reached[path.length] === 1;
}

type Step = { readonly kind: 'one'; readonly character?: string } | { readonly kind: 'any' | 'within' };

function toSteps(pattern: string, crossesFolders: boolean): Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    if (character === '\\' && at + 1 < pattern.length) {
      at += 1;
      steps.push({ kind: 'one', character: pattern.charAt(at) });
    } else if (character === '*') {
      const isDouble = pattern.charAt(at + 1) === '*';
      if (isDouble) at += 1;
      steps.push({ kind: isDouble || crossesFolders ? 'any' : 'within' });
    } else if (character === '?' && crossesFolders) {
      steps.push({ kind: 'one' });
    } else {
      steps.push({ kind: 'one', character });
    }
  }
  return steps;
}

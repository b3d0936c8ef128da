import type { Finding, FindingRule } from '../../domain/finding.ts';
import { formatCount, plural } from '../numbers.ts';
import { oneLine } from './inert.ts';
import { shownName } from './names.ts';

/** Who decided: label, place in the policy, reason. */
export function rulePhrase({ label, file, line, column, locked, reason }: FindingRule): string {
  const place = line > 0 ? `${file}:${line}:${column}${locked === true ? ', locked' : ''}` : file;
  return oneLine(`\`${label}\`${place === '' ? '' : ` (${place})`}${reason === undefined ? '' : `: ${reason}`}`);
}

const MOST_STEPS = 8;

/** How the package gets in, from the project on: `api → @acme/ui@1.8.0 → fast-chart@4.2.1`. */
export function pathPhrase(path: readonly string[]): string {
  const names = path.map((id) => oneLine(shownName(id), 120));
  const middle = names.length - MOST_STEPS;
  const shown = middle <= 0 ? names : [...names.slice(0, 4), `… ${formatCount(middle)} more …`, ...names.slice(-4)];
  return shown.join(' → ');
}

/** The shortest path with the number of others, or `undefined` when none is known. */
export function firstPathPhrase({ paths, otherPaths }: Finding): string | undefined {
  const [path] = paths;
  if (path === undefined) return undefined;
  return `${pathPhrase(path)}${otherPaths > 0 ? `   (${plural(otherPaths, 'other path')})` : ''}`;
}

/** `fast-chart@4.2.1`, as people name a package. */
export function packageName({ component }: Finding): string {
  const name = component.purl === undefined ? component.name : shownName(component.purl);
  return oneLine(component.purl === undefined && component.version !== undefined ? `${name}@${component.version}` : name, 160);
}

/**
 * The normal form of a NuGet version: at least three numbers, a fourth only when it is not zero, no leading zeros, no build
 * metadata (learn.microsoft.com/nuget/concepts/package-versioning#normalized-version-numbers). `undefined` when it is none.
 */
export function normaliseVersion(text: string): string | undefined {
  const [, numbers, label] = /^\s*[vV]?(\d+(?:\.\d+){0,3})(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]*)?\s*$/.exec(text) ?? [];
  if (numbers === undefined) return undefined;
  const parts = numbers.split('.').map((part) => part.replace(/^0+(?=\d)/, ''));
  while (parts.length < 3) parts.push('0');
  if (parts[3] === '0') parts.pop();
  return parts.join('.') + (label ?? '');
}

/**
 * The one version that a requirement of a project leads to: NuGet takes the lowest that fits, so `1.2` and `[1.2, )` mean
 * 1.2.0, and `[1.2]` nothing else. Of ranges with an upper end and of floating versions only the feed knows.
 */
export function requiredVersion(requirement: string): string | undefined {
  const text = requirement.trim();
  const exact = /^\[\s*([^,\]]+?)\s*\]$/.exec(text)?.[1];
  const atLeast = /^\[\s*([^,\]]+?)\s*,\s*\)$/.exec(text)?.[1];
  return normaliseVersion(exact ?? atLeast ?? text);
}

import type { CondaBuild } from './conda-purl.ts';

/** What a line of an environment asks for; with a version only when it can be no other one. */
export interface MatchSpec extends CondaBuild {
  readonly requirement?: string;
}

/**
 * Reads a conda match specification: `channel::name`, `name=1.2` (fuzzy), `name==1.2`, `name=1.2=build`,
 * `name 1.2 build`, `name >=1,<2`, `name[version='1.2']` (docs.conda.io, "Package match specifications").
 */
export function parseMatchSpec(text: string): MatchSpec | undefined {
  const spec = text
    .slice(0, 1000)
    .replace(/\s+#.*$/, '')
    .replaceAll(/\s+if .*$/g, '')
    .trim();
  const [, place, rest = ''] = /^(?:([^\s=<>[]*)::)?(.*)$/.exec(spec) ?? [];
  const match = /^([A-Za-z0-9_][\w.-]*)\s*(\[[^\]]*\])?\s*([^[]*?)\s*(\[[^\]]*\])?$/.exec(rest);
  if (match === null) return undefined;
  const [, name = '', before, body = '', after] = match;
  const brackets = bracketFields(before ?? after ?? '');
  const [channel, subdir] = splitPlace(place ?? brackets.get('channel'));
  const asked = pinOf(body) ?? pinOfBrackets(brackets) ?? {};
  const requirement = body === '' ? brackets.get('version') : body;
  return {
    name: name.toLowerCase(),
    ...asked,
    ...(channel !== undefined && { channel }),
    ...((subdir ?? brackets.get('subdir')) !== undefined && { subdir: subdir ?? brackets.get('subdir') }),
    ...(requirement !== undefined && requirement !== '' && asked.version === undefined && { requirement }),
  };
}

const VERSION = /^(?:\d+!)?[A-Za-z0-9][A-Za-z0-9._+-]*$/;

// A version is exact with `==`, or when a build stands behind it: `=1.2` and a bare `1.2` match 1.2.9 too.
function pinOf(body: string): { version?: string; build?: string } | undefined {
  const exact = /^==\s*([^=<>,|*\s]+)(?:\s*=?\s*([^=<>,|*\s]+))?$/.exec(body);
  const built = /^=?\s*([^=<>!~,|*\s]+)\s*[=\s]\s*([^=<>!~,|*\s]+)$/.exec(body);
  const [, version, build] = exact ?? built ?? [];
  if (version === undefined || !VERSION.test(version)) return undefined;
  return { version, ...(build !== undefined && { build }) };
}

function pinOfBrackets(fields: ReadonlyMap<string, string>): { version?: string; build?: string } | undefined {
  const [version, build] = [fields.get('version'), fields.get('build')];
  const exact = version?.replace(/^==\s*/, '');
  if (exact === undefined || !VERSION.test(exact)) return undefined;
  if (!version?.startsWith('==') && build === undefined) return undefined;
  return { version: exact, ...(build !== undefined && !build.includes('*') && { build }) };
}

function bracketFields(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(/([a-z_]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^,\]\s]+))/g)].map((match) => [
      match[1] ?? '',
      match[2] ?? match[3] ?? match[4] ?? '',
    ]),
  );
}

// conda-forge, or conda-forge/linux-64
function splitPlace(place: string | undefined): [channel: string | undefined, subdir: string | undefined] {
  const match = /^(.*?)(?:\/((?:linux|osx|win|emscripten|wasi)-[\w]+|noarch))?$/.exec(place ?? '');
  return [match?.[1] === undefined || match[1] === '' ? undefined : channelOf(match[1]), match?.[2]];
}

function channelOf(text: string): string {
  return text.replace(/\/+$/, '').split('/').at(-1) ?? text;
}

import type { RawLicense } from '../../../domain/license.ts';
import { folderOf } from '../../../ecosystems/maven/local-repository.ts';
import { childOf, childrenOf, childText, parseXml, type XmlElement } from '../../../ecosystems/formats/xml.ts';
import { decodeXmlBytes } from '../../../ecosystems/formats/xml-encoding.ts';
import type { OnlineAnswer } from '../../../pipeline/services.ts';
import { OnlineProblem } from '../problem.ts';
import { placeOf, WrongAnswer, type OnlineSource } from '../source.ts';
import type { Web } from '../web.ts';
import type { WebAnswer } from '../web-answer.ts';

interface Coordinates {
  readonly groupId: string;
  readonly artifactId: string;
  readonly version: string;
}

const MOST_PARENTS = 12;

/** The POM, and its parents until one of them states a license: licenses are inherited. */
export const mavenSource: OnlineSource = {
  id: 'maven',
  types: ['maven'],
  async ask({ purl: { namespace = '', name, qualifiers }, version, base, files }, web) {
    if (files)
      return Object.keys(qualifiers ?? {}).length === 0
        ? archiveOf({ groupId: namespace, artifactId: name, version }, base, web)
        : undefined;
    let coordinates: Coordinates | undefined = { groupId: namespace, artifactId: name, version };
    for (let at = 0; at < MOST_PARENTS && coordinates !== undefined; at += 1) {
      const answer = await pomOf(coordinates, base, web);
      if (answer === undefined) return undefined;
      const project = parsed(answer);
      checkSame(project, coordinates);
      const licenses = licensesOf(project, answer);
      if (licenses.length > 0) return { claims: licenses, places: [] };
      coordinates = parentOf(project);
    }
    return undefined;
  },
};

async function pomOf({ groupId, artifactId, version }: Coordinates, base: string, web: Web): Promise<WebAnswer | undefined> {
  const folder = folderOf(groupId, artifactId, version);
  return folder === undefined ? undefined : web.get(`${base}/${folder}/${artifactId}-${version}.pom`);
}

const MOST_BYTES = 32 * 1024 * 1024;

/** The archive, for the license texts in its `META-INF`. */
async function archiveOf(
  { groupId, artifactId, version }: Coordinates,
  base: string,
  web: Web,
): Promise<OnlineAnswer | undefined> {
  const folder = folderOf(groupId, artifactId, version);
  if (folder === undefined) return undefined;
  const path = `${base}/${folder}/${artifactId}-${version}.jar`;
  const answer = await web.get(path, { mostBytes: MOST_BYTES });
  const place = { root: 'registry:maven', path, format: 'zip', check: { kind: 'archive', path } } as const;
  return answer === undefined ? undefined : { claims: [], places: [{ ...place, time: answer.time }] };
}

function parsed(answer: WebAnswer): XmlElement {
  const root = parseXml(decodeXmlBytes(answer.body));
  if ('reason' in root) throw new OnlineProblem(`the answer is not XML: ${root.reason}`, false);
  return root;
}

// What a POM inherits or computes it does not state, and so does not contradict.
function checkSame(project: XmlElement, { groupId, artifactId, version }: Coordinates): void {
  const stated = [
    [childText(project, 'groupId') ?? childText(childOf(project, 'parent'), 'groupId'), groupId],
    [childText(project, 'artifactId'), artifactId],
    [childText(project, 'version') ?? childText(childOf(project, 'parent'), 'version'), version],
  ] as const;
  for (const [found, asked] of stated) {
    if (found !== undefined && !found.includes('${') && found.trim() !== asked)
      throw new WrongAnswer(`it answered with \`${found.trim()}\``);
  }
}

function licensesOf(project: XmlElement, answer: WebAnswer): readonly RawLicense[] {
  const stated = childrenOf(childOf(project, 'licenses'), 'license').flatMap((license) => {
    const [name, url] = [childText(license, 'name')?.trim() ?? '', childText(license, 'url')?.trim() ?? ''];
    return name === '' && url === '' ? [] : [{ name: name === '' ? url : name, url, line: license.line }];
  });
  const [first] = stated;
  if (first === undefined) return [];
  const list = stated.map(({ name }) => name);
  const lines = [first.line, stated.at(-1)?.line ?? first.line] as const;
  return [
    {
      method: 'registry',
      raw: list.join(', '),
      ...(list.length > 1 && { list }),
      urls: stated.map(({ url }) => (url === '' ? undefined : url)),
      location: { ...placeOf('maven', answer, 'unverified'), lines },
    },
  ];
}

function parentOf(project: XmlElement): Coordinates | undefined {
  const parent = childOf(project, 'parent');
  const [groupId, artifactId, version] = ['groupId', 'artifactId', 'version'].map((name) => childText(parent, name)?.trim());
  return groupId === undefined || artifactId === undefined || version === undefined
    ? undefined
    : { groupId, artifactId, version };
}

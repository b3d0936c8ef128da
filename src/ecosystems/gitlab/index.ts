import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { makePurl } from '../../domain/purl.ts';
import { unreadable, type ReadResult, type ThirdPartyPackage } from '../../domain/read-result.ts';
import type { ClaimedFile, Ecosystem, Reader } from '../ecosystem.ts';
import { directoryProject, namedByProject, type NamedPackage } from '../formats/named-packages.ts';
import { valueLines } from '../formats/value-lines.ts';
import { field, textField } from '../formats/values.ts';
import { repositoryPurl, vcsOrigin, withoutCredentials } from '../formats/vcs-source.ts';
import { readYaml } from '../formats/yaml.ts';

/** Reads which pipelines of others a pipeline includes (docs.gitlab.com, CI/CD YAML syntax: `include`). */
const includeReader: Reader = {
  id: 'gitlab-include',
  version: 1,
  kind: 'manifest',
  claims: ['.gitlab-ci.yml', '*.gitlab-ci.yml', '*.gitlab-ci.yaml'],
  group: 'file',
  speculative: true,
  read: ({ files: [file] }) => (file === undefined ? unreadable() : read(file)),
};

function read(file: ClaimedFile): ReadResult {
  const { path } = file;
  const { value: documents } = readYaml(file, 'manifest-unparsable');
  if (documents === undefined) return unreadable(); // the reader of images says what is wrong with it
  const lines = valueLines(file.text(), /project|remote|component|template|include/);
  const named: NamedPackage[] = [];
  const diagnostics: Diagnostic[] = [];
  const templates: string[] = [];
  for (const include of documents.flatMap((document) => listOf(field(document, 'include')))) {
    const template = textField(include, 'template');
    if (template !== undefined) templates.push(template);
    const made = toInclude(include);
    if (made === undefined) continue;
    const { written, item } = made;
    const line = lines.get(written)?.[0]?.line;
    const where = { path, ...(line !== undefined && { line }) };
    if (item === undefined)
      diagnostics.push(
        diagnostic('version-unresolved', `what \`${written.slice(0, 200)}\` includes depends on variables`, where),
      );
    else named.push({ item: { ...item, occurrences: [where] }, scope: 'build' });
  }
  if (templates.length > 0)
    diagnostics.push(
      diagnostic('toolchain-part', `templates of GitLab itself are included: ${templates.toSorted().join(', ')}`, { path }),
    );
  return namedByProject(directoryProject(directoryOf(path), path), named, diagnostics);
}

// `include: a.yml`, a list, or a map; entries of a list may be texts.
function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

type Include = { readonly written: string; readonly item: ThirdPartyPackage | undefined };

function toInclude(include: unknown): Include | undefined {
  const text = typeof include === 'string' ? include : textField(include, 'remote');
  if (text !== undefined && /^https?:/.test(text)) return { written: text, item: toRemote(text) };
  const component = textField(include, 'component');
  if (component !== undefined) return { written: component, item: toComponent(component) };
  const project = textField(include, 'project');
  return project === undefined ? undefined : { written: project, item: toProject(project, textField(include, 'ref')) };
}

const shared = { kind: 'third-party', type: 'application', occurrences: [] } as const;

// `$CI_SERVER_FQDN/group/project/component@1.0`: the host is this GitLab, whose name is not in the file.
function toComponent(text: string): ThirdPartyPackage | undefined {
  const [, host = '', project = '', name = '', version] = /^([^/]+)\/(.+)\/([^/@]+)(?:@(\S+))?$/.exec(text) ?? [];
  if (/[$<]/.test(project + name + (version ?? ''))) return undefined;
  if (host.startsWith('$')) return toProject(`${project}/${name}`, version);
  const purl = repositoryPurl({ url: `https://${host}/${project}`, revision: version, subpath: `templates/${name}` });
  return purl === undefined
    ? undefined
    : {
        ...shared,
        key: purl,
        purl,
        resolution: resolutionOf(version),
        origins: [vcsOrigin({ url: `https://${host}/${project}`, revision: version })],
      };
}

// On the same host as this repository, which a file of it does not name: a path there is all that is known.
function toProject(path: string, ref: string | undefined): ThirdPartyPackage | undefined {
  const parts = path.split('/').filter((part) => part !== '');
  const name = parts.pop();
  if (name === undefined || /\$/.test(path + (ref ?? ''))) return undefined;
  const purl = makePurl({ type: 'generic', namespace: ['gitlab', ...parts].join('/'), name, version: ref });
  return purl === undefined ? undefined : { ...shared, key: purl, purl, resolution: resolutionOf(ref) };
}

function toRemote(address: string): ThirdPartyPackage | undefined {
  const url = withoutCredentials(address);
  const name = /([^/?#]+)(?:[?#].*)?$/.exec(url)?.[1];
  const purl =
    name === undefined || /\$/.test(url) ? undefined : makePurl({ type: 'generic', name, qualifiers: { download_url: url } });
  return purl === undefined
    ? undefined
    : { ...shared, key: purl, purl, resolution: 'declared', origins: [{ kind: 'download', url }] };
}

function resolutionOf(version: string | undefined): ThirdPartyPackage['resolution'] {
  return version === undefined || version.startsWith('~') ? 'declared' : 'locked';
}

/** Pipelines and components of others that GitLab pipelines include. */
export const gitlab: Ecosystem = {
  id: 'gitlab',
  title: 'GitLab CI includes',
  purlTypes: ['git', 'github', 'generic'],
  readers: [includeReader],
  capabilities: { graph: 'direct', scopes: false, hashes: false, origins: true, workspaces: false, licenses: [] },
};

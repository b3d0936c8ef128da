import { directoryOf } from '../../domain/path.ts';
import { unreadable, type ReadResult } from '../../domain/read-result.ts';
import type { ClaimedFile, Reader } from '../ecosystem.ts';
import { directoryProject, namedByProject } from '../formats/named-packages.ts';
import { isRecord, listField, textField } from '../formats/values.ts';
import { readYaml } from '../formats/yaml.ts';
import { namedImages, type WrittenImage } from './image-values.ts';

// Any YAML file can be a manifest; these are the folders and names that people give them.
const FOLDERS = [
  'k8s',
  'kubernetes',
  'kube',
  'kustomize',
  'kustomization',
  'manifests',
  'deploy',
  'deployment',
  'deployments',
  'base',
  'overlays',
  'clusters',
  'openshift',
  'argocd',
  'flux',
  'operator',
  'config/manager',
  'config/default',
  'infra',
  'infrastructure',
];
const NAMES = [
  'pod',
  'deployment',
  'statefulset',
  'daemonset',
  'replicaset',
  'job',
  'cronjob',
  'kustomization',
  'k8s',
  'kubernetes',
];

/** Reads the images of the pods in Kubernetes manifests, and the replacements in kustomizations. */
export const kubernetesReader: Reader = {
  id: 'kubernetes',
  version: 1,
  kind: 'manifest',
  claims: ['yaml', 'yml'].flatMap((extension) => [
    ...FOLDERS.map((folder) => `${folder}/**/*.${extension}`),
    ...NAMES.flatMap((name) => [`${name}.${extension}`, `*-${name}.${extension}`, `*.${name}.${extension}`]),
  ]),
  shows: 'Kubernetes manifests and kustomizations (k8s/**, manifests/**, deploy/**, *-deployment.yaml, …)',
  group: 'file',
  speculative: true,
  read: ({ files: [file] }) => (file === undefined ? unreadable() : read(file)),
};

function read(file: ClaimedFile): ReadResult {
  const text = file.text();
  // The claim is wide: what does not look like a manifest is somebody else's file, and a template is no YAML yet.
  if (!/^["']?apiVersion["']?\s*:/m.test(text) && !/^(?:images|resources)\s*:/m.test(text)) return unreadable();
  if (text.includes('{{')) return unreadable();
  const { value: documents, problem } = readYaml(file, 'manifest-unparsable');
  if (problem !== undefined) return unreadable(problem);
  const images = documents.flatMap((document) => [...podImages(document), ...replacedImages(document)]);
  const { named, diagnostics } = namedImages(file, images);
  return namedByProject(directoryProject(directoryOf(file.path), file.path), named, diagnostics);
}

const CONTAINERS = ['containers', 'initContainers', 'ephemeralContainers'];

// Pods stand at many depths, and custom resources hold pod specifications too: every list of containers counts.
function podImages(document: unknown): WrittenImage[] {
  if (textField(document, 'apiVersion') === undefined || textField(document, 'kind') === undefined) return [];
  const found: WrittenImage[] = [];
  const seen = new Set<unknown>();
  const open: unknown[] = [document];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    // aliases make one node stand in many places
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    for (const key of CONTAINERS)
      for (const container of listField(node, key) ?? []) {
        const image = textField(container, 'image');
        if (image !== undefined) found.push({ written: image, text: image });
      }
    open.push(...Object.values(node));
  }
  return found;
}

// kustomization.yaml: `images: [{ name, newName, newTag, digest }]`; without a new tag or digest it pins nothing.
function replacedImages(document: unknown): WrittenImage[] {
  const kind = textField(document, 'kind');
  if (kind !== undefined && kind !== 'Kustomization' && kind !== 'Component') return [];
  return (listField(document, 'images') ?? []).filter(isRecord).flatMap((image) => {
    const name = textField(image, 'newName') ?? textField(image, 'name');
    const [tag, digest] = [textField(image, 'newTag'), textField(image, 'digest')];
    if (name === undefined || (tag === undefined && digest === undefined)) return [];
    return [{ written: name, text: `${name}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}` }];
  });
}

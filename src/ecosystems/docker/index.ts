import type { Ecosystem } from '../ecosystem.ts';
import { composeReader } from './compose.ts';
import { dockerfileReader } from './dockerfile.ts';
import { gitlabCiReader } from './gitlab-ci.ts';
import { kubernetesReader } from './kubernetes.ts';

/** Container images, as the files that build and run containers name them. */
export const docker: Ecosystem = {
  id: 'docker',
  title: 'Container images',
  purlTypes: ['docker'],
  readers: [dockerfileReader, composeReader, kubernetesReader, gitlabCiReader],
  capabilities: { graph: 'direct', scopes: false, hashes: false, origins: false, workspaces: false, licenses: [] },
};

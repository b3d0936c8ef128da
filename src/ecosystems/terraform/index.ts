import type { Ecosystem } from '../ecosystem.ts';
import { terraformReader } from './read-directory.ts';

/** Providers and modules of Terraform and OpenTofu. */
export const terraform: Ecosystem = {
  id: 'terraform',
  title: 'Terraform and OpenTofu',
  purlTypes: ['terraform', 'github', 'bitbucket', 'git'],
  readers: [terraformReader],
  capabilities: { graph: 'direct', scopes: false, hashes: false, origins: true, workspaces: true, licenses: [] },
};

import type { Ecosystem } from '../ecosystem.ts';
import { helmReader } from './read-chart.ts';

/** Helm charts and the charts they depend on. */
export const helm: Ecosystem = {
  id: 'helm',
  title: 'Helm charts',
  purlTypes: ['helm'],
  readers: [helmReader],
  capabilities: { graph: 'direct', scopes: false, hashes: false, origins: false, workspaces: true, licenses: ['manifest'] },
};

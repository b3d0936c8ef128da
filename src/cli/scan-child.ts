import type { RepositoryJob } from '../pipeline/org/scan-repository.ts';
import { lookAtRepository, repositoryServices, type ScanPlace } from './repository-services.ts';

/** What the parent sends: once where to work, then one job at a time. */
export type ToScanChild = { readonly place: ScanPlace } | { readonly job: RepositoryJob };

let services: ReturnType<typeof repositoryServices> | undefined;

process.on('message', (message: ToScanChild) => {
  if ('place' in message) services = repositoryServices(message.place);
  else if (services !== undefined) void answer(message.job, services);
});
// A parent that was killed leaves nobody to report to; what is finished is in the store.
process.on('disconnect', () => process.exit(0));

async function answer(job: RepositoryJob, ready: ReturnType<typeof repositoryServices>): Promise<void> {
  process.send?.(await lookAtRepository(job, await ready));
}

import type * as BullMq from 'bullmq';
import { UsageError } from '../../domain/usage-error.ts';

export type BullMqModule = typeof BullMq;

const QUEUE = 'licet-scan';

/** BullMQ with a connection to Redis or Valkey. @throws UsageError with what to install, or when nobody answers */
export async function connect(
  url: string,
): Promise<{ readonly bullmq: BullMqModule; readonly connection: BullMq.ConnectionOptions; readonly name: string }> {
  const bullmq = await load();
  const { Redis } = await import('ioredis');
  if (!/^rediss?:\/\//.test(url))
    throw new UsageError(`\`${shown(url)}\` is not the address of a queue`, 'write redis://HOST:PORT');
  // Asked once with a short patience, so that a wrong address is an answer and not a command that waits for ever.
  const probe = new Redis(url, { lazyConnect: true, connectTimeout: 5000, retryStrategy: () => null });
  probe.on('error', () => undefined);
  try {
    await probe.connect();
    await probe.ping();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `no Redis or Valkey answers at \`${shown(url)}\` (${reason})`,
      'start one, for example `redis-server --appendonly yes`',
    );
  } finally {
    probe.disconnect();
  }
  return { bullmq, connection: { url, maxRetriesPerRequest: null }, name: QUEUE };
}

async function load(): Promise<BullMqModule> {
  try {
    return await import('bullmq');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw error;
    throw new UsageError(
      'workers need BullMQ and ioredis, which are not installed',
      'npm install bullmq@6.7.0 ioredis@5.11.1 beside licet; `licet org scan` alone, with `--shard`, needs neither',
    );
  }
}

function shown(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//');
}

import { spawn } from 'node:child_process';
import type { KeyObject } from 'node:crypto';
import { UsageError } from '../../domain/usage-error.ts';
import type { Signer } from '../../evidence/trust/keys.ts';
import { isSignedBy } from '../../evidence/trust/keys.ts';

const PATIENCE_MS = 120_000;

/**
 * Signs with a command of the user's: it gets the bytes on standard input and prints the Ed25519 signature in base64. The
 * private key stays wherever that command keeps it. What it prints is checked with the public key.
 */
export function externalSigner(command: string, publicKey: KeyObject): Signer {
  return {
    publicKey,
    sign: async (bytes) => {
      const printed = await run(command, bytes);
      const signature = Buffer.from(printed.trim(), 'base64');
      if (!isSignedBy(publicKey, bytes, signature))
        throw new UsageError(
          `\`${command}\` printed no signature that the public key confirms`,
          'it has to print the base64 of an Ed25519 signature',
        );
      return signature;
    },
  };
}

async function run(command: string, input: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { shell: true, stdio: ['pipe', 'pipe', 'inherit'], timeout: PATIENCE_MS });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', () => reject(new UsageError(`\`${command}\` could not be started`)));
    // A command that does not read its input is told by its exit status, not by a broken pipe.
    child.stdin.on('error', () => undefined);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(chunks).toString('utf8'));
      else reject(new UsageError(`\`${command}\` failed with exit status ${code ?? 'unknown'}`));
    });
    child.stdin.end(input);
  });
}

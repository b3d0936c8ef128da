import { resolve } from 'node:path';
import { UsageError } from '../../domain/usage-error.ts';
import { publicKeyFromPem, signerFromPem, type Signer } from '../../evidence/trust/keys.ts';
import { externalSigner } from '../../io/evidence/external-signer.ts';
import { readTextFile } from '../../io/evidence/pack-store.ts';
import type { Terminal } from '../terminal.ts';
import type { SigningFlags } from '../flags/evidence.ts';

/** Who signs, from `--sign-key` or `--sign-command`; `undefined` when nobody does. */
export function signerFrom(flags: SigningFlags, terminal: Terminal): Signer | undefined {
  const { signKey, signCommand, publicKey } = flags;
  if (signKey !== undefined && signCommand !== undefined)
    throw new UsageError('`--sign-key` and `--sign-command` cannot both sign', 'give one of them');
  if (signKey !== undefined) {
    const signer = signerFromPem(readTextFile(resolve(terminal.cwd, signKey), signKey, 'private key'));
    if (signer !== undefined) return signer;
    throw new UsageError(
      `\`${signKey}\` is not an Ed25519 private key in PEM`,
      'make one with `openssl genpkey -algorithm ed25519 -out ospo.key.pem`',
    );
  }
  if (signCommand === undefined) {
    if (publicKey !== undefined) throw new UsageError('`--public-key` belongs to `--sign-command`');
    return undefined;
  }
  if (publicKey === undefined)
    throw new UsageError('`--sign-command` needs `--public-key`', 'what the command prints is checked with it');
  return externalSigner(signCommand, readPublicKey(publicKey, terminal));
}

export function readPublicKey(file: string, terminal: Terminal): ReturnType<typeof publicKeyFromPem> & object {
  const key = publicKeyFromPem(readTextFile(resolve(terminal.cwd, file), file, 'public key'));
  if (key !== undefined) return key;
  throw new UsageError(
    `\`${file}\` is not an Ed25519 public key in PEM`,
    'make one with `openssl pkey -in ospo.key.pem -pubout`',
  );
}

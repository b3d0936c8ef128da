import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** Who signs: bytes in, an Ed25519 signature of 64 bytes out. The private key stays with it. */
export interface Signer {
  sign(bytes: Uint8Array): Promise<Uint8Array>;
  readonly publicKey: KeyObject;
}

/** A signer from the PEM of a private key (PKCS #8); `undefined` when it is not an Ed25519 key. */
export function signerFromPem(pem: string): Signer | undefined {
  const key = tryKey(() => createPrivateKey(pem));
  if (key?.asymmetricKeyType !== 'ed25519') return undefined;
  return { sign: async (bytes) => Promise.resolve(sign(null, bytes, key)), publicKey: createPublicKey(key) };
}

/** An Ed25519 public key from PEM (SubjectPublicKeyInfo); `undefined` when it is none. */
export function publicKeyFromPem(pem: string): KeyObject | undefined {
  // A private key would be accepted by createPublicKey, and then lie about in a pack.
  if (!pem.includes('-----BEGIN PUBLIC KEY-----')) return undefined;
  const key = tryKey(() => createPublicKey(pem));
  return key?.asymmetricKeyType === 'ed25519' ? key : undefined;
}

/** sha256 of the key as SubjectPublicKeyInfo: `openssl pkey -pubin -outform DER | sha256sum` gives the same. */
export function keyId(key: KeyObject): string {
  return `sha256:${createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')}`;
}

export function publicPem(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

export function isSignedBy(key: KeyObject, bytes: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === 64 && verify(null, bytes, key, signature);
}

function tryKey(make: () => KeyObject): KeyObject | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

import { createPublicKey, type KeyObject } from 'node:crypto';
import { field, isRecord, textField } from '../../domain/values.ts';
import { canonicalJson } from './jcs.ts';
import { isSignedBy, type Signer } from './keys.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Signs a document inside itself (JSON Signature Format 0.82): what is signed is the canonical form of the document with
 * the signature object in it, all but its `value`.
 */
export async function signJson(document: JsonObject, signer: Signer): Promise<JsonObject> {
  const { kty, crv, x } = signer.publicKey.export({ format: 'jwk' });
  const signature = { algorithm: 'Ed25519', publicKey: { kty, crv, x } };
  const { signature: _old, ...rest } = document;
  const bytes = Buffer.from(canonicalJson({ ...rest, signature }));
  const value = Buffer.from(await signer.sign(bytes)).toString('base64url');
  return { ...rest, signature: { ...signature, value } };
}

/** What is wrong with the signature inside a document; `undefined` when it is valid and made by that key. */
export function jsonSignatureProblem(document: unknown, key?: KeyObject): string | undefined {
  const signature = field(document, 'signature');
  const value = textField(signature, 'value');
  if (!isRecord(document) || !isRecord(signature) || value === undefined) return 'it carries no signature';
  if (signature['algorithm'] !== 'Ed25519') return 'its signature is not Ed25519';
  const own = keyOf(signature['publicKey']);
  if (own === undefined) return 'its signature names no public key';
  if (key !== undefined && !own.equals(key)) return 'it is signed by another key';
  const { value: _value, ...signed } = signature;
  const bytes = Buffer.from(canonicalJson({ ...document, signature: signed }));
  return isSignedBy(own, bytes, Buffer.from(value, 'base64url')) ? undefined : 'its signature is not valid';
}

function keyOf(jwk: unknown): KeyObject | undefined {
  const [kty, crv, x] = [textField(jwk, 'kty'), textField(jwk, 'crv'), textField(jwk, 'x')];
  if (kty !== 'OKP' || crv !== 'Ed25519' || x === undefined) return undefined;
  try {
    return createPublicKey({ key: { kty, crv, x }, format: 'jwk' });
  } catch {
    return undefined;
  }
}

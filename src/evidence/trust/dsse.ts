import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from '../json.ts';
import { isSignedBy, keyId, type Signer } from './keys.ts';

const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

// secure-systems-lab/dsse, protocol.md: an envelope of base64 parts.
const envelope = z.strictObject({
  payloadType: z.literal(PAYLOAD_TYPE),
  payload: z.base64(),
  signatures: z.tuple([z.strictObject({ keyid: z.string(), sig: z.base64() })]),
});

/** `DSSEv1 <length of type> <type> <length of payload> <payload>`: what is signed, so that the type cannot be swapped. */
export function preAuthEncoding(payload: Uint8Array, payloadType: string = PAYLOAD_TYPE): Uint8Array {
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `), payload]);
}

/** Signs a statement; one line of JSON. */
export async function signStatement(statement: object, signer: Signer): Promise<string> {
  const payload = Buffer.from(JSON.stringify(statement));
  const sig = Buffer.from(await signer.sign(preAuthEncoding(payload)));
  return JSON.stringify({
    payloadType: PAYLOAD_TYPE,
    payload: payload.toString('base64'),
    signatures: [{ keyid: keyId(signer.publicKey), sig: sig.toString('base64') }],
  });
}

export type CheckedEnvelope =
  | { readonly ok: true; readonly statement: unknown; readonly keyid: string }
  | { readonly ok: false; readonly problem: string };

/** Verifies one envelope. Any byte counts, also those that decoders pass over: it must be written as `signStatement` writes it. */
export function checkEnvelope(line: string, key: KeyObject): CheckedEnvelope {
  const found = envelope.safeParse(parseJson(line));
  if (!found.success) return { ok: false, problem: 'it is not a DSSE envelope' };
  const { payload, payloadType, signatures } = found.data;
  const [{ keyid, sig }] = signatures;
  const bytes = Buffer.from(payload, 'base64');
  const signature = Buffer.from(sig, 'base64');
  const canonical = JSON.stringify({
    payloadType,
    payload: bytes.toString('base64'),
    signatures: [{ keyid, sig: signature.toString('base64') }],
  });
  if (canonical !== line) return { ok: false, problem: 'it is not written as it was signed' };
  if (keyid !== keyId(key)) return { ok: false, problem: `it is signed by another key (${keyid})` };
  if (!isSignedBy(key, preAuthEncoding(bytes, payloadType), signature))
    return { ok: false, problem: 'its signature is not valid' };
  return { ok: true, statement: parseJson(bytes.toString('utf8')), keyid };
}

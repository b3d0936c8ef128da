import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { appendHistory, readHistory } from '../../src/evidence/history/history.ts';
import { slugOf } from '../../src/evidence/pack/pack-file.ts';
import { readTar, writeTar } from '../../src/evidence/pack/tar.ts';
import { checkEnvelope, signStatement } from '../../src/evidence/trust/dsse.ts';
import { canonicalJson } from '../../src/evidence/trust/jcs.ts';
import { jsonSignatureProblem, signJson } from '../../src/evidence/trust/jsf.ts';
import { keyId, publicKeyFromPem, publicPem, signerFromPem, type Signer } from '../../src/evidence/trust/keys.ts';
import { sha256Of } from '../../src/evidence/json.ts';
import { externalSigner } from '../../src/io/evidence/external-signer.ts';
import { requires, requiresPython } from '../support/requires.ts';

const folder = mkdtempSync(join(tmpdir(), 'licet-trust-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { privateKey } = generateKeyPairSync('ed25519');
const signer = signerFromPem(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()) as Signer;
writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
writeFileSync(join(folder, 'pub.pem'), publicPem(signer.publicKey));
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

describe('a DSSE envelope', () => {
  const statement = { _type: 'https://in-toto.io/Statement/v1', subject: [{ name: 'ü', digest: { sha256: 'a'.repeat(64) } }] };

  it('is the same for the same statement, and verifies', async () => {
    const line = await signStatement(statement, signer);
    expect(await signStatement(statement, signer)).toBe(line);
    expect(checkEnvelope(line, signer.publicKey)).toEqual({ ok: true, statement, keyid: keyId(signer.publicKey) });
  });

  it('does not verify with any changed character', async () => {
    const line = await signStatement(statement, signer);
    fc.assert(
      fc.property(fc.nat({ max: line.length - 1 }), fc.integer({ min: 32, max: 126 }), (at, code) => {
        const changed = line.slice(0, at) + String.fromCharCode(code) + line.slice(at + 1);
        return changed === line || !checkEnvelope(changed, signer.publicKey).ok;
      }),
    );
  });

  const openssl = requires('openssl');
  it.skipIf(!openssl.usable)(`verifies with openssl${openssl.note}`, async () => {
    const envelope = JSON.parse(await signStatement(statement, signer)) as { payload: string; signatures: [{ sig: string }] };
    const payload = Buffer.from(envelope.payload, 'base64');
    const signed = file(
      'signed.bin',
      Buffer.concat([Buffer.from(`DSSEv1 28 application/vnd.in-toto+json ${payload.length} `), payload]),
    );
    const signature = file('signature.bin', Buffer.from(envelope.signatures[0].sig, 'base64'));
    const verify = (content: string): number | null =>
      spawnSync('openssl', [
        'pkeyutl',
        '-verify',
        '-pubin',
        '-inkey',
        join(folder, 'pub.pem'),
        '-rawin',
        '-in',
        content,
        '-sigfile',
        signature,
      ]).status;
    expect(verify(signed)).toBe(0);
    expect(verify(file('other.bin', Buffer.concat([readFileSync(signed), Buffer.from('x')])))).not.toBe(0);
    const der = execFileSync('openssl', ['pkey', '-pubin', '-in', join(folder, 'pub.pem'), '-outform', 'DER']);
    expect(`sha256:${sha256Of(der)}`).toBe(keyId(signer.publicKey));
  });

  const python = requiresPython('cryptography');
  it.skipIf(!python.usable)(`verifies with Python${python.note}`, async () => {
    const envelope = file('envelope.json', await signStatement(statement, signer));
    const script = `
import base64, json, sys
from cryptography.hazmat.primitives.serialization import load_pem_public_key
envelope = json.load(open(sys.argv[1])); key = load_pem_public_key(open(sys.argv[2], 'rb').read())
payload = base64.b64decode(envelope['payload']); kind = envelope['payloadType'].encode()
pae = b' '.join([b'DSSEv1', str(len(kind)).encode(), kind, str(len(payload)).encode(), payload])
key.verify(base64.b64decode(envelope['signatures'][0]['sig']), pae)
print(json.loads(payload)['subject'][0]['digest']['sha256'])`;
    expect(
      execFileSync('python3', ['-c', script, envelope, join(folder, 'pub.pem')])
        .toString()
        .trim(),
    ).toBe('a'.repeat(64));
  });

  it.skipIf(!openssl.usable)(`can be signed by a command, whose answer is checked${openssl.note}`, async () => {
    const command = `cat > '${join(folder, 'in.bin')}' && openssl pkeyutl -sign -inkey '${join(folder, 'key.pem')}' -rawin -in '${join(folder, 'in.bin')}' | base64 -w0`;
    expect(await signStatement(statement, externalSigner(command, signer.publicKey))).toBe(
      await signStatement(statement, signer),
    );
    await expect(signStatement(statement, externalSigner('echo AAAA', signer.publicKey))).rejects.toThrow(
      'no signature that the public key confirms',
    );
    await expect(signStatement(statement, externalSigner('exit 3', signer.publicKey))).rejects.toThrow('exit status 3');
  });
});

describe('a signature inside a JSON document', () => {
  const bom = { bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, components: [{ name: 'é\u20ac', n: 1.5e-7 }] };

  it('verifies, in any order of keys and with any white space', async () => {
    const signed = await signJson(bom, signer);
    expect(jsonSignatureProblem(JSON.parse(JSON.stringify(signed, null, 4)), signer.publicKey)).toBeUndefined();
    expect(jsonSignatureProblem(Object.fromEntries(Object.entries(signed).toReversed()))).toBeUndefined();
    expect(await signJson(signed, signer)).toEqual(signed);
  });

  it('does not verify when anything is changed, added or taken away', async () => {
    const signed = await signJson(bom, signer);
    const { publicKey: other } = generateKeyPairSync('ed25519');
    expect(jsonSignatureProblem({ ...signed, version: 2 })).toBe('its signature is not valid');
    expect(jsonSignatureProblem({ ...signed, more: true })).toBe('its signature is not valid');
    expect(jsonSignatureProblem(signed, other)).toBe('it is signed by another key');
    expect(jsonSignatureProblem(bom)).toBe('it carries no signature');
  });

  const python = requiresPython('cryptography');
  it.skipIf(!python.usable)(`verifies with Python${python.note}`, async () => {
    const signed = file('bom.json', JSON.stringify(await signJson({ ...bom, components: [{ name: 'é\u20ac', n: 3 }] }, signer)));
    // For integers and strings like these, sorted compact JSON is the canonical form.
    const script = `
import base64, json, sys
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
bom = json.load(open(sys.argv[1])); value = bom['signature'].pop('value'); pad = lambda s: base64.urlsafe_b64decode(s + '=' * (-len(s) % 4))
key = Ed25519PublicKey.from_public_bytes(pad(bom['signature']['publicKey']['x']))
key.verify(pad(value), json.dumps(bom, sort_keys=True, separators=(',', ':'), ensure_ascii=False).encode())
print('ok')`;
    expect(execFileSync('python3', ['-c', script, signed]).toString().trim()).toBe('ok');
  });
});

it('canonical JSON is that of RFC 8785', () => {
  // RFC 8785, 3.2.2 and 3.2.3: numbers as ECMAScript writes them, keys by UTF-16 code unit.
  expect(canonicalJson({ numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27], literals: [null, true, false] })).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}',
  );
  expect(canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 })).toBe(
    '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}',
  );
});

it('a private key is not taken for a public one', () => {
  expect(publicKeyFromPem(readFileSync(join(folder, 'key.pem'), 'utf8'))).toBeUndefined();
  expect(signerFromPem(readFileSync(join(folder, 'pub.pem'), 'utf8'))).toBeUndefined();
});

describe('an archive', () => {
  const entries = fc.uniqueArray(
    fc.record({
      path: fc.stringMatching(/^[a-z][a-z0-9/._-]{0,120}$/).filter((path) => !path.includes('//') && !path.endsWith('/')),
      bytes: fc.uint8Array({ maxLength: 1500 }),
    }),
    { selector: ({ path }) => path, maxLength: 5 },
  );
  it('reads back as it was written', () => {
    fc.assert(
      fc.property(entries, (files) => {
        const fits = files.filter(({ path }) => path.split('/').at(-1)?.length !== undefined && Buffer.byteLength(path) <= 100);
        const { entries: found, problems } = readTar(writeTar(fits));
        return (
          problems.length === 0 &&
          found.length === fits.length &&
          found.every(
            (one, index) =>
              one.path === fits[index]?.path && Buffer.from(one.bytes).equals(fits[index]?.bytes ?? new Uint8Array()),
          )
        );
      }),
    );
  });

  it('never throws on bytes that are none', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => readTar(bytes).entries.length >= 0));
  });

  const tar = requires('tar');
  it.skipIf(!tar.usable)(`is one that tar reads${tar.note}`, () => {
    const path = file('a.tar', writeTar([{ path: `${'d'.repeat(90)}/${'f'.repeat(60)}.txt`, bytes: Buffer.from('hello') }]));
    expect(execFileSync('tar', ['-xOf', path]).toString()).toBe('hello');
  });
});

describe('the history', () => {
  const entry = (day: string): Parameters<typeof appendHistory>[1] => ({
    pack: day,
    judgedOn: day,
    policySha256: 'p',
    metrics: [{ id: 'm', numerator: 1 }],
    open: [],
    waived: [],
    repositories: [],
  });
  const text = ['2026-01-01', '2026-02-01', '2026-03-01'].reduce((before, day) => appendHistory(before, entry(day)), '');

  it('grows by lines that name the one before', () => {
    expect(readHistory(text)).toMatchObject({
      problems: [],
      lines: [{ judgedOn: '2026-01-01' }, { judgedOn: '2026-02-01' }, { judgedOn: '2026-03-01' }],
    });
    expect(readHistory('')).toEqual({ problems: [], lines: [] });
  });

  it('shows a line that was changed, taken out or cut', () => {
    const lines = text.split('\n');
    expect(readHistory(text.replace('"numerator":1', '"numerator":2')).problems).toEqual(['line 2 does not follow from line 1']);
    expect(readHistory([lines[0], ...lines.slice(2)].join('\n')).problems).toEqual(['line 2 does not follow from line 1']);
    expect(readHistory(text.slice(0, -1)).problems).toEqual(['line 3 does not end']);
  });
});

it('file names are safe and distinct, also where case does not count', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      const [x, y] = [slugOf(a, sha256Of), slugOf(b, sha256Of)];
      return /^[a-z0-9][a-z0-9._-]*$/.test(x) && (a === b || x.toLowerCase() !== y.toLowerCase());
    }),
  );
});

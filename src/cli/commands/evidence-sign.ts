import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../../domain/usage-error.ts';
import { textField } from '../../domain/values.ts';
import { parseJson } from '../../evidence/json.ts';
import { keyId, type Signer } from '../../evidence/trust/keys.ts';
import { addToPack, loadPack } from '../../io/evidence/pack-store.ts';
import { writeOutput } from '../../io/write-output.ts';
import { signedSbom } from '../../pipeline/evidence/collect.ts';
import { signPack } from '../../pipeline/evidence/sign.ts';
import { verifyPack } from '../../pipeline/evidence/verify.ts';
import { signerFrom } from '../evidence/signer.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import type { EvidenceSignFlags } from '../flags/evidence.ts';

/** Signs a pack that is what its manifest says, or an SBOM inside itself. */
export async function evidenceSignCommand(target: string, flags: EvidenceSignFlags, terminal: Terminal): Promise<ExitCode> {
  const signer = signerFrom(flags, terminal);
  if (signer === undefined)
    throw new UsageError('nobody signs', 'give `--sign-key FILE`, or `--sign-command` with `--public-key`');
  const path = resolve(terminal.cwd, target);
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) {
    const text = readFileSync(path, 'utf8');
    const document = parseJson(text);
    if (textField(document, 'bomFormat') === 'CycloneDX') return signSbom(text, { target, path, signer }, flags, terminal);
    if (document !== undefined)
      throw new UsageError(`\`${target}\` is not a CycloneDX document`, 'name a pack or a CycloneDX JSON file');
  }
  const { contents, problems } = loadPack(path, target);
  const verified = await verifyPack(contents, undefined);
  // An earlier signature is replaced, so what is wrong with it does not matter; the rest must be what it was.
  const wrong = [
    ...problems,
    ...verified.problems.filter((one) => !one.path.startsWith('attestation/')).map((one) => `${one.path}: ${one.what}`),
  ];
  if (wrong.length > 0)
    throw new UsageError(
      `the pack \`${target}\` is not what its manifest says, so it is not signed: ${wrong.slice(0, 3).join('; ')}`,
      `see \`licet evidence verify ${target}\``,
    );
  addToPack(path, contents, await signPack(contents, signer));
  terminal.out(
    `Signed ${target} with ${keyId(signer.publicKey)}.\nVerify it with \`licet evidence verify ${target} --key PUBLIC.pem\`.\n`,
  );
  return EXIT.ok;
}

async function signSbom(
  text: string,
  { target, path, signer }: { readonly target: string; readonly path: string; readonly signer: Signer },
  flags: EvidenceSignFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  writeOutput(flags.out === undefined ? path : resolve(terminal.cwd, flags.out), [await signedSbom(text, signer)]);
  terminal.out(`Signed ${flags.out ?? target} with ${keyId(signer.publicKey)}.\n`);
  return EXIT.ok;
}

import { escapeControls } from '../../domain/escape-controls.ts';
import type { Verification } from '../../pipeline/evidence/verify.ts';
import type { Style } from '../../report/style.ts';

interface Options {
  readonly style: Style;
  readonly pack: string;
  readonly version: string;
}

/** What was checked and what is wrong, for people; every problem names its file. */
export function renderVerification(found: Verification, { style, pack, version }: Options): string {
  const { problems, tool } = found;
  const lines = problems.map(({ path, what }) => `${style.error('changed')} ${escapeControls(path)}: ${escapeControls(what)}\n`);
  const otherVersion =
    problems.length > 0 && tool !== undefined && tool.version !== version
      ? [
          `note: the pack was made by licet ${escapeControls(tool.version)}, this is ${version}; reports may be written differently. Verify it with the version that made it.\n`,
        ]
      : [];
  const verdict =
    problems.length === 0
      ? `${pack} is what it was: ${found.files} files, checklists follow from metrics, metrics from facts${found.history === 0 ? '' : `, ${found.history} earlier ${found.history === 1 ? 'pack' : 'packs'} in the chain`}.\n`
      : `${problems.length === 1 ? '1 thing is not as it was' : `${problems.length} things are not as they were`}.\n`;
  return [...lines, ...otherVersion, verdict, `${signatureLine(found)}\n`].join('');
}

function signatureLine({ signature, keyid, signedSboms, judgedOn }: Verification): string {
  const sboms = signedSboms === 0 ? '' : ` ${signedSboms} SBOMs carry a valid signature of their own.`;
  switch (signature) {
    case 'none':
      return `Not signed: the digests show damage, not who made it.${sboms}`;
    case 'trusted':
      return `Signed by ${keyid ?? ''}, the key that was given; the time of signing is asserted by the signer (judged as of ${judgedOn ?? 'unknown'}).${sboms}`;
    case 'untrusted':
      return `Signed by ${keyid ?? ''}, the key that lies in the pack itself: give \`--key\` with one that you got elsewhere.${sboms}`;
    case 'invalid':
      return 'The signature is not valid.';
  }
}

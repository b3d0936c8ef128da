/** How to check a pack, in every pack: with licet in one command, and with tools that everybody has. */
export const VERIFY_TEXT = `# How to verify this pack

Get the public key (\`ospo.pub.pem\` below) from the organization, not from this pack.

## With licet

    licet evidence verify PACK --key ospo.pub.pem

It checks, without a network: every file against the manifest, files that are not listed, the signatures, the chain of
the history, that the checklists follow from the metrics, and that the metrics follow from the facts in the pack.

## Without licet

1. The files are those of the manifest (needs jq):

       jq -r '.files[] | "\\(.sha256)  \\(.path)"' manifest.json | sha256sum --check --quiet

2. The manifest is the one that was signed. Take the first line of \`attestation/evidence.intoto.jsonl\`:

       head -1 attestation/evidence.intoto.jsonl > envelope.json
       jq -r .payload envelope.json | base64 -d > statement.json
       jq -r '.subject[0].digest.sha256' statement.json; sha256sum manifest.json

3. The statement was signed by the organization's key (DSSE pre-authentication encoding, Ed25519):

       printf 'DSSEv1 28 application/vnd.in-toto+json %s ' "$(wc -c < statement.json | tr -d ' ')" | cat - statement.json > signed.bin
       jq -r '.signatures[0].sig' envelope.json | base64 -d > signature.bin
       openssl pkeyutl -verify -pubin -inkey ospo.pub.pem -rawin -in signed.bin -sigfile signature.bin

Each line of the file is an envelope of its own. The time in a statement is asserted by the signer.
`;

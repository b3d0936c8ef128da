import type { Command } from 'commander';
import { addGlobalOptions, addScanOptions, examples, type CommandContext } from './context.ts';
import type {
  EvidenceCollectFlags,
  EvidenceReportFlags,
  EvidenceShowFlags,
  EvidenceSignFlags,
  EvidenceVerifyFlags,
} from '../flags/evidence.ts';

export function defineEvidence(program: Command, context: CommandContext): void {
  const evidence = program
    .command('evidence')
    .summary('from inventory to maturity checklist')
    .description(
      'Evidence for maturity checklists: collected, explained, signed and verified. docs/evidence.md has the whole story.',
    );
  defineCollect(evidence, context);
  defineShow(evidence, context);
  defineSign(evidence, context);
  defineVerify(evidence, context);
  defineReport(evidence, context);
}

function defineCollect(evidence: Command, context: CommandContext): void {
  const collect = evidence
    .command('collect')
    .summary('write an evidence pack')
    .description(
      'Takes the repositories of licet.org.yaml (or PATH alone), judges them by the policy, holds the checklists against what was measured and registered, and writes everything with a manifest of digests. With --online, registered links are asked whether they answer.',
    )
    .argument('[path]', 'directory of the manifest, a repository, or a snapshot', '.')
    .requiredOption('--out <pack>', 'directory to write, empty or not there; a name that ends in .tar gives an archive')
    .option('--org <file>', 'organization manifest; default: licet.org.yaml in PATH')
    .option('--store <directory>', 'store of `licet org scan`; default: what the manifest says')
    .option('--snapshots <directory>', 'take snapshot files from here instead; of several of a repository the newest counts')
    .option('--registry <file>', 'registry of documents and statements; default: licet.evidence.yaml in PATH')
    .option('--policy <file>', 'policy file; default: licet.policy.yaml here or above')
    .option('--previous <pack>', 'the pack before: its history goes on in this one')
    .option('--today <date>', 'judge freshness and expiry as of this date, YYYY-MM-DD');
  addSigningOptions(addScanOptions(collect))
    .addHelpText(
      'after',
      examples(
        'licet evidence collect --out evidence/2026-11',
        'licet evidence collect ospo --out 2026-11.tar --previous 2026-10.tar --sign-key ospo.key.pem',
        'licet evidence collect shop.snapshot.json --out evidence --today 2026-12-01',
      ),
    )
    .action(async (path: string, flags: EvidenceCollectFlags) => {
      const { evidenceCollectCommand } = await import('../commands/evidence-collect.ts');
      context.exit(await evidenceCollectCommand(path, flags, context.terminal));
    });
}

function addSigningOptions(command: Command): Command {
  return command
    .option('--sign-key <file>', 'sign with this Ed25519 private key (PEM); it is never copied')
    .option('--sign-command <command>', 'sign with a command: bytes on standard input, base64 signature on standard output')
    .option('--public-key <file>', 'public key (PEM) of what `--sign-command` signs with');
}

function defineShow(evidence: Command, context: CommandContext): void {
  addGlobalOptions(evidence.command('show'))
    .summary('explain a checklist item, a metric or a checklist')
    .description('What an item asks for, where it comes from and what satisfies it; with --pack also what was found.')
    .argument('[name]', 'item, metric or checklist; a list of checklists without it')
    .option('--pack <pack>', 'evidence pack to take states and numbers from')
    .option('--registry <file>', 'registry with own checklists and targets; default: licet.evidence.yaml here')
    .addHelpText(
      'after',
      examples(
        'licet evidence show todo/1.3',
        'licet evidence show licenses.resolved --pack evidence/2026-11',
        'licet evidence show todo-ospo',
      ),
    )
    .action(async (name: string | undefined, flags: EvidenceShowFlags) => {
      const { evidenceShowCommand } = await import('../commands/evidence-show.ts');
      context.exit(await evidenceShowCommand(name, flags, context.terminal));
    });
}

function defineSign(evidence: Command, context: CommandContext): void {
  addSigningOptions(addGlobalOptions(evidence.command('sign')))
    .summary('sign a pack or an SBOM')
    .description(
      'Signs an evidence pack with DSSE envelopes over in-toto statements, or a CycloneDX document with a signature inside (JSF).',
    )
    .argument('<target>', 'pack (directory or .tar), or CycloneDX JSON file')
    .option('--out <file>', 'write the signed SBOM here instead of over the file')
    .addHelpText(
      'after',
      examples(
        'openssl genpkey -algorithm ed25519 -out ospo.key.pem && openssl pkey -in ospo.key.pem -pubout -out ospo.pub.pem',
        'licet evidence sign evidence/2026-11 --sign-key ospo.key.pem',
        "licet evidence sign 2026-11.tar --sign-command 'my-kms-sign' --public-key ospo.pub.pem",
      ),
    )
    .action(async (target: string, flags: EvidenceSignFlags) => {
      const { evidenceSignCommand } = await import('../commands/evidence-sign.ts');
      context.exit(await evidenceSignCommand(target, flags, context.terminal));
    });
}

function defineVerify(evidence: Command, context: CommandContext): void {
  addGlobalOptions(evidence.command('verify'))
    .summary('check a pack, offline')
    .description(
      'Checks digests, files that are not listed, signatures, the chain of the history, that the checklists follow from the metrics and the metrics from the facts. Exit 1 when anything is not as it was.',
    )
    .argument('<pack>', 'directory or .tar')
    .option('--key <file>', 'public key (PEM) that the pack must be signed with; get it from elsewhere than the pack')
    .option('--format <format>', 'text or json', 'text')
    .addHelpText(
      'after',
      examples('licet evidence verify evidence/2026-11 --key ospo.pub.pem', 'licet evidence verify 2026-11.tar --format json'),
    )
    .action(async (pack: string, flags: EvidenceVerifyFlags) => {
      const { evidenceVerifyCommand } = await import('../commands/evidence-verify.ts');
      context.exit(await evidenceVerifyCommand(pack, flags, context.terminal));
    });
}

function defineReport(evidence: Command, context: CommandContext): void {
  addGlobalOptions(evidence.command('report'))
    .summary('print the report for one audience')
    .description(
      'Prints a report of a pack for one audience: developers, management, legal, business, ecosystem, ospo, regulators, security, or one of your own.',
    )
    .argument('<pack>', 'directory or .tar')
    .requiredOption('--for <audience>', 'id of the audience')
    .option('--format <format>', 'markdown or html', 'markdown')
    .option('--out <file>', 'write to a file')
    .addHelpText(
      'after',
      examples(
        'licet evidence report evidence/2026-11 --for legal',
        'licet evidence report 2026-11.tar --for management --format html --out board.html',
      ),
    )
    .action(async (pack: string, flags: EvidenceReportFlags) => {
      const { evidenceReportCommand } = await import('../commands/evidence-report.ts');
      context.exit(await evidenceReportCommand(pack, flags, context.terminal));
    });
}

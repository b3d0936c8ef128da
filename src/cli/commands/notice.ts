import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isFailure } from '../../diagnostics/diagnostic.ts';
import { closest } from '../../domain/closest.ts';
import type { ComponentId } from '../../domain/component.ts';
import { HARMLESS_GAPS, type Notice } from '../../domain/notice.ts';
import type { Project } from '../../domain/project.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { UsageError } from '../../domain/usage-error.ts';
import { loadLicenseData } from '../../io/license-rules.ts';
import { standardLicenseText } from '../../io/standard-license-texts.ts';
import type { PackageTexts } from '../../licenses/package-texts.ts';
import { makeNotice } from '../../pipeline/notice.ts';
import { NOTICE_FORMATS, renderNotice } from '../../report/notice/render.ts';
import { emit } from '../emit.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { policyFor } from '../load-policy.ts';
import { logDiagnostics, readVoice, type Voice } from '../log.ts';
import { parseOutputs } from '../outputs.ts';
import { readSubject } from '../read-subject.ts';
import { runScan } from '../run-scan.ts';
import type { Terminal } from '../terminal.ts';
import { judgementDate } from '../today.ts';
import type { NoticeFlags } from '../flags/notice.ts';

/** The attribution document of one directory. Exit 1 with `--strict` when something that belongs into it was not found. */
export async function noticeCommand(path: string, flags: NoticeFlags, terminal: Terminal): Promise<ExitCode> {
  const voice = readVoice(flags, terminal);
  const outputs = parseOutputs(flags.output.length === 0 ? ['text'] : flags.output, NOTICE_FORMATS);
  const scopes = readScopes(flags.scopes);
  const today = judgementDate(flags.today, terminal.env, new Date());
  const wanted = { today, ...(flags.policy !== undefined && { file: flags.policy }) };
  const { policy, categories, matrix } = policyFor(path, wanted, voice, terminal);
  const { snapshot, texts } = await readWithTexts(path, flags, voice, terminal);
  logDiagnostics(snapshot.diagnostics, voice, terminal);
  const chosen = chooseProjects(snapshot, flags.project);
  const noticeOf = (projects: readonly Project[]): Notice =>
    makeNotice({
      snapshot,
      texts,
      projects: new Set(projects.map((project) => project.id)),
      scopes,
      policy,
      evaluation: { today, categories, matrix },
      licenseData: loadLicenseData(),
      standardText: standardLicenseText,
    });
  let whole: Notice | undefined;
  for (const output of outputs) {
    if (output.file?.includes('{project}') === true) {
      for (const [name, project] of fileNames(chosen)) {
        const file = output.file.replaceAll('{project}', name);
        emit({ ...output, file }, renderNotice(noticeOf([project]), output.format), terminal);
      }
    } else emit(output, renderNotice((whole ??= noticeOf(chosen)), output.format), terminal);
  }
  if (snapshot.diagnostics.some(isFailure)) return EXIT.incomplete;
  const notice = whole ?? (flags.strict === true ? noticeOf(chosen) : undefined);
  const missing = notice?.gaps.filter((gap) => !HARMLESS_GAPS.has(gap.kind)).length ?? 0;
  if (missing > 0 && !voice.quiet)
    terminal.err(
      `${voice.errStyle.warning('warning:')} ${missing} gaps; the document lists them under "What could not be found"\n`,
    );
  return flags.strict === true && missing > 0 ? EXIT.violation : EXIT.ok;
}

async function readWithTexts(
  path: string,
  flags: NoticeFlags,
  voice: Voice,
  terminal: Terminal,
): Promise<{ snapshot: Snapshot; texts: ReadonlyMap<ComponentId, PackageTexts> }> {
  const texts = new Map<ComponentId, PackageTexts>();
  if (statSync(resolve(terminal.cwd, path), { throwIfNoEntry: false })?.isFile() === true)
    return { snapshot: await readSubject(path, flags, voice, terminal), texts };
  const onPackageTexts = (component: ComponentId, found: PackageTexts): void => void texts.set(component, found);
  return { snapshot: await runScan(path, flags, { voice, terminal, onPackageTexts }), texts };
}

/** Every product of the repository, or those that were named. */
function chooseProjects({ projects }: Snapshot, names: readonly string[]): readonly Project[] {
  if (names.length === 0) return projects.filter((project) => project.role === 'product');
  return names.flatMap((name) => {
    const bare = name.replace(/^\.\/|\/$/g, '');
    const found = projects.filter((project) =>
      [project.name, project.id, project.path === '' ? '.' : project.path].includes(bare),
    );
    if (found.length > 0) return found;
    const near = closest(
      name,
      projects.map((project) => project.name),
    );
    throw new UsageError(
      `no project is called \`${name}\``,
      near === undefined ? '`licet scan -o snapshot` lists them' : `did you mean \`${near}\`?`,
    );
  });
}

/** Projects with a file name each; a number tells those apart whose names are the same. */
function fileNames(projects: readonly Project[]): readonly (readonly [name: string, project: Project])[] {
  const seen = new Map<string, number>();
  return projects.map((project) => {
    const name = project.name.replaceAll(/[^\w.-]+/g, '-').replaceAll(/^[-.]+|-+$/g, '') || 'project';
    const count = (seen.get(name.toLowerCase()) ?? 0) + 1;
    seen.set(name.toLowerCase(), count);
    return [count === 1 ? name : `${name}-${count}`, project];
  });
}

function readScopes(text: string): 'shipped' | 'all' {
  if (text === 'shipped' || text === 'all') return text;
  throw new UsageError(`unknown scopes \`${text}\``, 'one of shipped, all');
}

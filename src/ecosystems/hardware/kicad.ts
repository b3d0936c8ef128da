import type { RawLicense } from '../../domain/license.ts';
import { baseName, directoryOf } from '../../domain/path.ts';
import { unreadable, type ReadResult } from '../../domain/read-result.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { siblingFile } from '../formats/sibling.ts';
import { fieldLicense, licenseTag } from './license-tag.ts';

/** Reads a KiCad project as a device: its name, and what the title blocks of schematic and board say (dev-docs.kicad.org). */
export const kicadReader: Reader = {
  id: 'kicad-project',
  version: 1,
  kind: 'manifest',
  claims: ['*.kicad_pro'],
  group: 'file',
  read,
};

function read({ files: [file], fs }: ReadGroup): ReadResult {
  if (file === undefined) return unreadable();
  const { path } = file;
  const stem = path.replace(/\.kicad_pro$/, '');
  const diagnostics: Diagnostic[] = [];
  const drawings = ['kicad_sch', 'kicad_pcb'].flatMap((extension) => {
    const drawing = siblingFile(fs, `${stem}.${extension}`, diagnostics);
    return drawing === undefined ? [] : [{ path: drawing.path, block: readTitleBlock(drawing.path, drawing.text()) }];
  });
  const text = file.text();
  const variable = /"(?:LICENSE|License|license)"\s*:\s*"([^"\\]{1,200})"/.exec(text); // a text variable of the project
  const line = variable === null ? undefined : text.slice(0, variable.index).split('\n').length;
  // REUSE writes what a JSON file cannot say into a file beside it.
  const sidecar = siblingFile(fs, `${path}.license`, diagnostics);
  const tag = sidecar === undefined ? undefined : licenseTag(sidecar.path, sidecar.text());
  const licenses = [
    ...(tag === undefined ? [] : [tag]),
    ...fieldLicense(path, variable?.[1], line),
    ...drawings.flatMap(({ block }) => block.licenses),
  ];
  const [title, revision] = (['title', 'revision'] as const).map((key) =>
    drawings.map(({ block }) => block[key]).find((value) => value !== undefined && value !== ''),
  );
  return {
    packages: [
      {
        kind: 'first-party',
        key: path,
        path: directoryOf(path),
        name: baseName(stem),
        ...(revision !== undefined && { version: revision }),
        ...(title !== undefined && { description: title }),
        type: 'device',
        manifest: path,
        occurrences: [{ path }, ...drawings.map((drawing) => ({ path: drawing.path }))],
        licenses: licenses.slice(0, 1),
      },
    ],
    edges: [],
    diagnostics,
  };
}

interface TitleBlock {
  readonly title?: string;
  readonly revision?: string;
  readonly licenses: readonly RawLicense[];
}

// (title_block (title "Power") (rev "B") (comment 1 "License: CERN-OHL-S-2.0")), an S-expression near the top.
function readTitleBlock(path: string, text: string): TitleBlock {
  const start = text.indexOf('(title_block');
  const block = start === -1 ? '' : text.slice(start, start + 4000);
  const value = (key: string): string | undefined => new RegExp(`\\(${key}\\s+"((?:[^"\\\\]|\\\\.){0,500})"`).exec(block)?.[1];
  const comment = /\(comment\s+\d\s+"(?:Licen[cs]ed?(?:\s+under)?\s*:?\s*)((?:[^"\\]|\\.){1,200})"/i.exec(block);
  const line = comment === null ? undefined : text.slice(0, start + comment.index).split('\n').length;
  const [title, revision, tag] = [value('title'), value('rev'), licenseTag(path, text)];
  return {
    ...(title !== undefined && { title }),
    ...(revision !== undefined && { revision }),
    licenses: [...(tag === undefined ? [] : [tag]), ...fieldLicense(path, comment?.[1], line)],
  };
}

import { unreadable, type ReadResult } from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup } from '../ecosystem.ts';

/** For readers whose group is one file: `read: ofOneFile(readLock)`. */
export function ofOneFile(read: (file: ClaimedFile, group: ReadGroup) => ReadResult): (group: ReadGroup) => ReadResult {
  return (group) => {
    const [file] = group.files;
    return file === undefined ? unreadable() : read(file, group);
  };
}

import type { Notice } from '../../domain/notice.ts';
import { renderJsonRecord } from '../json-text.ts';
import { HTML_MARKS } from './html.ts';
import { MARKDOWN_MARKS } from './markdown.ts';
import { TEXT_MARKS } from './text.ts';
import { walkNotice } from './walk.ts';

export const NOTICE_FORMATS = ['text', 'html', 'markdown', 'json'] as const;

export type NoticeFormat = (typeof NOTICE_FORMATS)[number];

/** The notice in one of its formats, in pieces. */
export function renderNotice(notice: Notice, format: NoticeFormat): Iterable<string> {
  switch (format) {
    case 'text':
      return walkNotice(notice, TEXT_MARKS);
    case 'html':
      return walkNotice(notice, HTML_MARKS);
    case 'markdown':
      return walkNotice(notice, MARKDOWN_MARKS);
    case 'json':
      return renderJsonRecord({ ...notice }, wellFormedStrings);
  }
}

// Lone surrogates have no UTF-8 form, so that what is written would not be what was read.
function wellFormedStrings(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, item: unknown) => (typeof item === 'string' ? item.replaceAll(/\p{Cs}/gu, '\ufffd') : item)),
  );
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractCopyrights } from '../../../src/licenses/copyright/extract.ts';

const read = (text: string): string[] =>
  extractCopyrights(text).map(({ text, years, holder }) => [text, years ?? '-', holder ?? '-'].join(' | '));

describe('statements', () => {
  it.each([
    ['Copyright (c) 2014-present, Facebook, Inc.', '2014-present', 'Facebook, Inc.'],
    ['Copyright 2010 Jane Roe <jane@example.org>', '2010', 'Jane Roe'],
    ['© 1998, 2001-2003 The Example Project Authors', '1998, 2001-2003', 'The Example Project Authors'],
    ['(c) 2010 John Doe', '2010', 'John Doe'],
    ['Copyright (C) Microsoft Corporation, 2019', '2019', 'Microsoft Corporation'],
    [
      'Copyright jQuery Foundation and other contributors, https://jquery.org',
      undefined,
      'jQuery Foundation and other contributors',
    ],
    ['Copyright contributors to the Example project', undefined, 'contributors to the Example project'],
    ['SPDX-FileCopyrightText: 2019 Jane Roe <jane@example.org>', '2019', 'Jane Roe'],
    ['Copyright 2015 株式会社例', '2015', '株式会社例'],
  ])('%s', (line, years, holder) => {
    expect(extractCopyrights(line)).toEqual([
      { text: line, ...(years !== undefined && { years }), ...(holder !== undefined && { holder }), lines: [1, 1] },
    ]);
  });

  it('end where the reservation, the license or the next sentence begins', () => {
    expect(read('Copyright (c) 2001 by Acme Inc. Some words follow. All rights reserved.')).toEqual([
      'Copyright (c) 2001 by Acme Inc. | 2001 | Acme Inc.',
    ]);
    expect(read(' * Copyright (c) 2020 Jane Roe. Licensed under the MIT license. */')).toEqual([
      'Copyright (c) 2020 Jane Roe | 2020 | Jane Roe',
    ]);
    expect(read('/*! thing v3.4.1 | (c) Acme Foundation 2019 | example.org/license */')).toEqual([
      '(c) Acme Foundation 2019 | 2019 | Acme Foundation',
    ]);
    expect(read('Copyright (C) 2004 Free Software Foundation, Inc.\nThis file is part of Example.')).toEqual([
      'Copyright (C) 2004 Free Software Foundation, Inc. | 2004 | Free Software Foundation, Inc.',
    ]);
  });

  it('run over lines in comments of any kind', () => {
    const text = [
      '# Copyright (c) 1992, 1993,',
      '#     1994 The Regents of the',
      '#  University of Example.  All rights reserved.',
    ];
    expect(extractCopyrights(text.join('\n'))).toEqual([
      {
        text: 'Copyright (c) 1992, 1993, 1994 The Regents of the University of Example',
        years: '1992, 1993, 1994',
        holder: 'The Regents of the University of Example',
        lines: [1, 3],
      },
    ]);
    expect(read('// Copyright 2019\n// The Example Authors\n//\n// Copyright 2020 Other')).toEqual([
      'Copyright 2019 The Example Authors | 2019 | The Example Authors',
      'Copyright 2020 Other | 2020 | Other',
    ]);
  });

  it('stand several on a line, and continue with years alone', () => {
    expect(
      read('Luxi fonts copyright (c) 2001 by Bigelow Inc. Luxi code copyright (c) 2002 by URW GmbH. All Rights Reserved.'),
    ).toEqual(['copyright (c) 2001 by Bigelow Inc. | 2001 | Bigelow Inc.', 'copyright (c) 2002 by URW GmbH | 2002 | URW GmbH']);
    expect(read('Copyright: 2001-2003, Jane Roe\n           2004, John Doe <john@example.org>\n')).toEqual([
      'Copyright: 2001-2003, Jane Roe | 2001-2003 | Jane Roe',
      'Copyright: 2004, John Doe <john@example.org> | 2004 | John Doe',
    ]);
  });

  it('are read in markup and from one long line of minified code', () => {
    expect(read('<p>Copyright &copy; 2011 <b>Example Ltd.</b></p>')).toEqual([
      'Copyright © 2011 Example Ltd. | 2011 | Example Ltd.',
    ]);
    const minified = `${'a=1;'.repeat(5000)}/*! (c) 2012 Jane Roe */${'b=2;'.repeat(5000)}/* Copyright 2013 John Doe. MIT */`;
    expect(read(minified)).toEqual(['(c) 2012 Jane Roe | 2012 | Jane Roe', 'Copyright 2013 John Doe | 2013 | John Doe']);
  });
});

describe('no statements', () => {
  it.each([
    'The above copyright notice and this permission notice shall be included in all copies',
    'THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM',
    'Copyright [yyyy] [name of copyright owner]',
    'Copyright (c) <year> <copyright holders>',
    'Copyright (C) 19yy  <name of author>',
    'Copyright (c) YEAR YOUR NAME',
    '(c) You must retain, in the Source form of any Derivative Works, all notices',
    '"Licensor" shall mean the copyright owner or entity authorized by the copyright owner',
    'We protect your rights with two steps: (1) copyright the software, and (2) offer you this license',
    'Yoyodyne, Inc., hereby disclaims all copyright interest in the program',
    'under copyright law, that is to say, a work containing the Program',
    'const copyright = getCopyright(c);',
    'if (c) return 2010;',
    '.footer .copyright { color: red }',
  ])('%s', (line) => {
    expect(read(line)).toEqual([]);
  });

  it("is the license text's own", () => {
    const gpl = [
      '                    GNU GENERAL PUBLIC LICENSE',
      '                       Version 2, June 1991',
      '',
      ' Copyright (C) 1989, 1991 Free Software Foundation, Inc.,',
      ' 51 Franklin Street, Fifth Floor, Boston, MA 02110-1301 USA',
      ' Everyone is permitted to copy and distribute verbatim copies',
      ' of this license document, but changing it is not allowed.',
    ];
    expect(read(gpl.join('\n'))).toEqual([]);
    expect(read('License text copyright (c) 2017 MariaDB Corporation Ab, All Rights Reserved.')).toEqual([]);
  });
});

describe('hostile text', () => {
  it.each([
    ['spaces', ' '.repeat(200_000)],
    ['years', 'copyright 2001 '.repeat(20_000)],
    ['markers', '(c)'.repeat(100_000)],
    ['open tags', `copyright 2010 ${'<a '.repeat(100_000)}`],
    ['addresses', `Copyright 2010 ${'a@'.repeat(100_000)}`],
    ['lines', 'Copyright 2010\nand\n'.repeat(20_000)],
  ])('of %s gives a bounded answer', (_name, text) => {
    const found = extractCopyrights(text);
    expect(found.length).toBeLessThanOrEqual(1000);
    expect(found.every((statement) => statement.text.length < 5000)).toBe(true);
  });

  it('never throws, and lines are those of the text', () => {
    const word = fc.constantFrom(
      'Copyright',
      '(c)',
      '©',
      '2010',
      '1999-2001,',
      'Acme',
      'Inc.',
      'by',
      'and',
      '\n',
      '*/',
      '"',
      '<x>',
      'notice',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 60 }), (words) => {
        const text = words.join(' ');
        const count = text.split(/\r\n|\n|\r|\u2028/).length;
        for (const { lines, text: statement } of extractCopyrights(text)) {
          expect(lines[0]).toBeGreaterThan(0);
          expect(lines[1]).toBeLessThanOrEqual(count);
          expect(statement).not.toMatch(/\n/);
        }
      }),
    );
  });
});

import { expect, test } from 'vitest';
import { loadLicenseIndex } from '../../../src/io/license-index.ts';
import { createIdentifier } from '../../../src/licenses/detect/identify.ts';

const identifier = createIdentifier(loadLicenseIndex());

/** Notices as people write them, and the ids they mean. */
const notices: readonly (readonly [text: string, ids: string])[] = [
  [
    'Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance',
    'Apache-2.0',
  ],
  ['This software is released under the MIT license.', 'MIT'],
  ['// Use of this source code is governed by a BSD-style license that can be found in the LICENSE file.', 'BSD-3-Clause'],
  ['GPLv2+', 'GPL-2.0-or-later'],
  ['License: GPL-3+', 'GPL-3.0-or-later'],
  ['License: LGPL-2.1', 'LGPL-2.1-only'],
  ['licensed under the GNU General Public License, version 2', 'GPL-2.0-only'],
  ['licensed under version 2 of the GNU General Public License', 'GPL-2.0-only'],
  ['Licensed under the GPL version 2 or any later version.', 'GPL-2.0-or-later'],
  [
    'This program is free software; you can redistribute it and/or modify it under the terms of the GNU General Public License as published by the Free Software Foundation; either version 2 of the License, or (at your option) any later version.',
    'GPL-2.0-or-later',
  ],
  [
    'This library is free software; you can redistribute it and/or modify it under the terms of the GNU Lesser General Public License as published by the Free Software Foundation; version 2.1 of the License.',
    'LGPL-2.1-only',
  ],
  [
    'This file may be distributed under the terms of the GNU General Public License (GPL) Version 3, or (at your option) any later version',
    'GPL-3.0-or-later',
  ],
  [
    'Permission is granted to copy, distribute and/or modify this document under the terms of the GNU Free Documentation License, Version 1.2 or any later version published by the Free Software Foundation; with no Invariant Sections',
    'GFDL-1.2-or-later',
  ],
  [
    'This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0. If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.',
    'MPL-2.0',
  ],
  [
    'The contents of this file are subject to the Mozilla Public License Version 1.1 (the "License"); you may not use this file except in compliance',
    'MPL-1.1',
  ],
  [
    'This program and the accompanying materials are made available under the terms of the Eclipse Public License v1.0 which accompanies this distribution, and is available at http://www.eclipse.org/legal/epl-v10.html',
    'EPL-1.0',
  ],
  [
    'Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE_1_0.txt or copy at http://www.boost.org/LICENSE_1_0.txt)',
    'BSL-1.0',
  ],
  ['Dual licensed under the MIT and GPL licenses.', 'GPL-1.0-or-later MIT'],
  ['dual-licensed under the MIT or GPL Version 2 licenses', 'GPL-2.0-only MIT'],
  ['Licensed under either of Apache License, Version 2.0 or MIT license at your option.', 'Apache-2.0 MIT'],
  ['You can redistribute it and/or modify it under the same terms as Perl itself.', 'Artistic-1.0-Perl GPL-1.0-or-later'],
  ['You may use this file under the terms of the BSD license as follows:', 'BSD-3-Clause'],
  ['This work is licensed under a Creative Commons Attribution-ShareAlike 3.0 Unported License.', 'CC-BY-SA-3.0'],
  [
    'This work is licensed under the Creative Commons Attribution 4.0 International License. To view a copy of this license, visit http://creativecommons.org/licenses/by/4.0/',
    'CC-BY-4.0',
  ],
  ['licensed under the CC-BY-NC-SA 4.0 license', 'CC-BY-NC-SA-4.0'],
  [
    'To the extent possible under law, the author has waived all copyright: https://creativecommons.org/publicdomain/zero/1.0/',
    'CC0-1.0',
  ],
  ['## License\n\nMIT © Jane Doe', 'MIT'],
  ['## License\n\n[MIT](LICENSE)', 'MIT'],
  ['## License\n\nThis project is [MIT](LICENSE) licensed.', 'MIT'],
  ['License\n-------\n\n(The MIT License)\n', 'MIT'],
  ['[![license](https://img.shields.io/badge/license-Apache--2.0-blue.svg)](LICENSE)', 'Apache-2.0'],
  ['Licensed under the ISC License.', 'ISC'],
  ['MODULE_LICENSE("GPL v2");', 'GPL-2.0-only'],
  ['MODULE_LICENSE("Dual BSD/GPL");', 'BSD-3-Clause GPL-2.0-only'],
  ['This package is distributed under the Artistic License 2.0.', 'Artistic-2.0'],
  ['Licensed under the Academic Free License version 2.1', 'AFL-2.1'],
  ['Released under the zlib license', 'Zlib'],
  ['Licensed under the WTFPL', 'WTFPL'],
  ['This is licensed under the Affero General Public License version 3.', 'AGPL-3.0-only'],
  [
    'under the terms of the GNU Affero General Public License as published by the Free Software Foundation, either version 3 of the License, or (at your option) any later version.',
    'AGPL-3.0-or-later',
  ],
  ['Licensed under the EUPL, Version 1.2', 'EUPL-1.2'],
  ['Licensed under the Educational Community License, Version 2.0', 'ECL-2.0'],
  [
    'The contents of this file are subject to the terms of the Common Development and Distribution License (the "License").',
    'CDDL-1.0',
  ],
  ['This code is licensed under the PostgreSQL License.', 'PostgreSQL'],
  ['This software is distributed under the terms of the Universal Permissive License v 1.0', 'UPL-1.0'],
  ['SPDX-License-Identifier: (GPL-2.0 WITH Linux-syscall-note) OR BSD-2-Clause', 'BSD-2-Clause GPL-2.0-only Linux-syscall-note'],
  ['/* SPDX-License-Identifier: GPL-2.0+ */', 'GPL-2.0-or-later'],
  ['<!-- SPDX-License-Identifier: MIT -->', 'MIT'],
  ['# SPDX-License-Identifier: Apache-2.0 OR MIT', 'Apache-2.0 MIT'],
  ['The license of libfoo is LGPL v2.1 or later', 'LGPL-2.1-or-later'],
  [
    'This file is part of GCC and under the GNU General Public License version 3 with the GCC Runtime Library Exception.',
    'GCC-exception-3.1 GPL-3.0-only',
  ],
  ['Licensed under the Apache License v2.0 with LLVM Exceptions.', 'Apache-2.0 LLVM-exception'],
  ['@license MIT', 'MIT'],
  ['Licensed under MIT (https://github.com/foo/bar/blob/master/LICENSE)', 'MIT'],
  [
    'This software may be used and distributed according to the terms of the GNU General Public License version 2 or any later version.',
    'GPL-2.0-or-later',
  ],
  [
    'This file is licensed under the terms of the GNU General Public License version 2. This program is licensed "as is" without any warranty',
    'GPL-2.0-only',
  ],
  ['You can use, redistribute and/or modify it under GPL v2 or v3', 'GPL-2.0-only GPL-3.0-only'],
  ['Licence: New BSD License', 'BSD-3-Clause'],
  ["'License :: OSI Approved :: MIT License',", 'MIT'],
  ["'License :: OSI Approved :: GNU Lesser General Public License v2 or later (LGPLv2+)',", 'LGPL-2.0-or-later'],
  ['License :: OSI Approved :: BSD License', 'BSD-3-Clause'],
  [
    '<license><name>The Apache Software License, Version 2.0</name><url>http://www.apache.org/licenses/LICENSE-2.0.txt</url></license>',
    'Apache-2.0',
  ],
  ['This file is released under the GPLv2.', 'GPL-2.0-only'],
  ['Subject to the GNU Public License, version 2.', 'GPL-2.0-only'],
  ['This software is licensed under the terms of the GNU GPL, v2 or later', 'GPL-2.0-or-later'],
  ['licensed under the LGPL version 3 or higher', 'LGPL-3.0-or-later'],
  ['Licensed under the same terms as Ruby.', 'Ruby'],
  ['Vim is Charityware. License: Vim License (see :help license)', 'Vim'],
  ['For conditions of distribution and use, see copyright notice in zlib.h', 'Zlib'],
  ['GNU General Public License, either version 2 of the License, or (at your option) any later version', 'GPL-2.0-or-later'],
  [
    'under the terms of the GNU General Public License; either version 2 of the License, a copy of which is provided under the name COPYING, or (at your option) any later version.',
    'GPL-2.0-or-later',
  ],
  ['the build system and the test suite are GPLv3+.', 'GPL-3.0-or-later'],
  ['See the GNU General Public License for more details.', 'GPL-1.0-or-later'],
  ['A copy of the BSD 3-Clause License is included in this file.', 'BSD-3-Clause'],
  ['under the terms of the Lesser GNU General Public License, version 3', 'LGPL-3.0-only'],
  ['all software (original and derived) is covered under the GPL (version 2 or later)', 'GPL-2.0-or-later'],
  ['/* Modernizr 2.6.2 (Custom Build) | MIT & BSD\n * Build: http://modernizr.com/download/\n */', 'BSD-3-Clause MIT'],
  ['under the GNU General Public License (Version 2) or the Mozilla License (Version 1.0)', 'GPL-2.0-only'],
  ['solved for x\n\n## License\n\nBSD-3-Clause', 'BSD-3-Clause'],
  ['https://github.com/Tyrrrz/WpfExtensions/blob/master/License.txt', 'MIT'],
  ['https://web.archive.org/web/2012/http://www.apache.org/licenses/LICENSE-2.0', 'Apache-2.0'],
  ['https://spdx.org/licenses/GPL-2.0-or-later.html', 'GPL-2.0-or-later'],
  ['distributed under the terms of version 2.1 of the Academic Free License.', 'AFL-2.1'],
  ['This software is released under the Zope Public License (ZPL), Version 2.0', 'ZPL-2.0'],
  [
    'under the conditions of the LaTeX Project Public License, either version 1.1 of this license or any later version',
    'LPPL-1.1',
  ],
  ['Licensed under the Open Database License.', 'ODbL-1.0'],
  ['licensed under the GNU General Public License version two or later', 'GPL-2.0-or-later'],
  ['the executables are GPLv2; the libraries are LGPL21.', 'GPL-2.0-only LGPL-2.1-only'],
  ['Redistribution is permitted under the GNU Public License (GPL).\n */\n\n#define API_VERSION 3', 'GPL-1.0-or-later'],
  ['This library used to be under the GPL - that was changed with version 1.1.7', 'GPL-1.0-or-later'],
  [
    'under the GNU General Public License, version 3 or any later version. This Exception is an additional permission under section 7 of the GNU General Public License, version 3 ("GPLv3").',
    'GPL-3.0-or-later',
  ],
  ['Version: MPL 1.1/GPL 2.0/LGPL 2.1', 'GPL-2.0-or-later LGPL-2.1-or-later MPL-1.1'],
  ['# Licence: zlib\n', 'Zlib'],
  ['Released under the [MIT License].\n\n[MIT License]: LICENSE.txt', 'MIT'],
  ['License: GPLv2 or higher\nLicense URI: http://www.gnu.org/licenses/gpl-2.0.html', 'GPL-2.0-or-later'],
  [
    'made available under the GNU Public License version 2, with the exception of lib/e2p, which is available under the GNU Library General Public License Version 2.',
    'GPL-2.0-only LGPL-2.0-only',
  ],
  [
    'GNU Lesser General Public License, Version 3\n\nYou can redistribute it under the terms of the GNU Lesser General Public License as published by the Free Software Foundation, either version 3 of the License, or (at your option) any later version.',
    'LGPL-3.0-or-later',
  ],
  [
    'under the terms of the GNU General Public License (GPLv2 only) or the terms of the GNU Lesser General Public License (LGPLv2.1 only)',
    'GPL-2.0-only LGPL-2.1-only',
  ],
  [
    'unter den Bedingungen der GNU General Public License, Version 2 der Lizenz oder (nach Ihrer Option) jeder späteren Version',
    'GPL-2.0-or-later',
  ],
  [
    'Unless you have purchased a commercial license agreement, the following terms apply: it is licensed under the LGPL version 3 or later.',
    'LGPL-3.0-or-later LicenseRef-proprietary',
  ],
  ['distribuito nei termini della General Public Licence v2 (o successiva).', 'GPL-2.0-or-later'],
  ['under the terms of either version 2 or version 3 of the GNU General Public License', 'GPL-2.0-only GPL-3.0-only'],
  ['licensed as a whole under version 3 (or any later version) of the GNU General Public License', 'GPL-3.0-or-later'],
  [
    'under the terms of either:\n\n * the GNU Lesser General Public License; either version 3 of the License, or (at your option) any later version.\n\nor\n\n * the GNU General Public License; either version 2 of the License, or (at your option) any later version.',
    'GPL-2.0-or-later LGPL-3.0-or-later',
  ],
  ['released under the GPL 2.0+/LGPL 2.1+/MPL 1.1 tri-license', 'GPL-2.0-or-later LGPL-2.1-or-later MPL-1.1'],
  ['Our codes follow MIT License.', 'MIT'],
  ['This free software is provided under the MIT licence (X11 license)', 'MIT'],
  [
    'licensed according to the W3C Software License at https://www.w3.org/Consortium/Legal/2015/copyright-software-and-document',
    'W3C-20150513',
  ],
  [
    'under the terms of the GNU Lesser General Public License version 2.1 or version 3, with the additional rights of the Digia Qt LGPL Exception version 1.1',
    'LGPL-2.1-only LGPL-3.0-only Qt-LGPL-exception-1.1',
  ],
];

test.each(notices)('%s', (text, ids) => {
  expect(idsOf(identifier.identify(text).expression)).toBe(ids);
});

/** Sentences that speak of licenses without granting one. */
const silent: readonly string[] = [
  'We considered the MIT license and decided against it.',
  'Is this compatible with the GPL?',
  'See the Apache HTTP server documentation.',
  'const licenses = ["MIT", "ISC"];',
  'This is not licensed under the GPL.',
  'const deprecated = ["license-x", "GPL-2.0", "GPL-3.0", "LGPL-2.0", "y"];',
  'The PSF is a non-profit. The MIT campus is in Cambridge.',
  'Copyright (c) 2020 Example. All rights reserved.',
  'Works with BSD sockets.',
  'EXPORT_SYMBOL_GPL(check_for_gpl_usage);',
  '#include "palette.gpl"',
  'LDP GENERAL PUBLIC LICENSE',
  'strdup("GNU General Public License version 2")',
  'examples: ["Apache-2.0 AND (MIT OR GPL-2.0-only)"]',
  'This may be used in projects which are not available under the GNU GPL or the GNU LGPL.',
  'You shall not link the Software in a manner that would cause it to become subject to the GNU General Public License.',
  'Open source terms include, without limitation, the GNU General Public License and the Mozilla Public License 1.1.',
  'Licensed under the MIT license with additional restrictions.',
  'Modified Apache 2.0 License',
  'Licensed under the MIT licence with the addition of the following condition: no diaries.',
  'Change Date: 2030-01-01\nChange License: GNU General Public License, version 2 or later',
  'Released under an MIT-like license.',
  'The kit is under the terms of the Frontier Artistic License.',
  'Makes the symbol available to non-GPL modules.',
  'This software is released under the BitTorrent Open Source License v1.2',
];

test.each(silent)('says nothing: %s', (text) => {
  expect(identifier.identify(text).expression).toBeUndefined();
});

function idsOf(expression: string | undefined): string {
  const words = (expression ?? '').split(/[\s()]+/).filter((word) => !['', 'AND', 'OR', 'WITH'].includes(word));
  return [...new Set(words)].toSorted().join(' ');
}

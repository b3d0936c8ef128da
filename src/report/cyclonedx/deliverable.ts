import type { Component } from '../../domain/component.ts';
import { deliverableOf } from '../../domain/deliverable.ts';
import type { ComponentStatement } from '../../domain/sbom-metadata.ts';
import type { NamedValue } from './properties.ts';

/** The delivered file in BSI's property taxonomy (`bsi:component:*`). */
export function deliverableProperties(component: Component, stated?: Omit<ComponentStatement, 'package'>): readonly NamedValue[] {
  const { filename, executable, archive, structured } = deliverableOf(component, stated);
  return [
    ...(filename === undefined ? [] : [['bsi:component:filename', filename] as const]),
    ...flag('executable', executable, ['executable', 'non-executable']),
    ...flag('archive', archive, ['archive', 'no archive']),
    ...flag('structured', structured, ['structured', 'unstructured']),
  ];
}

function flag(name: string, value: boolean | undefined, [yes, no]: readonly [string, string]): readonly NamedValue[] {
  return value === undefined ? [] : [[`bsi:component:${name}`, value ? yes : no]];
}

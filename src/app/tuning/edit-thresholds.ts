import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { parseDocument } from 'yaml';
import { editYaml } from '../../management/config/edit-yaml.ts';

interface ThresholdEdit {
  readonly path: readonly (string | number)[];
  readonly threshold: number;
}

/** The text of a configuration with other thresholds; comments and layout stay. */
export function editThresholds(text: string, edits: readonly ThresholdEdit[]): string {
  const wanted = parseDocument(text, { version: '1.2', merge: true, uniqueKeys: false }).toJS();
  for (const { path, threshold } of edits) setAt(wanted, path, threshold);
  return editYaml(text, wanted);
}

function setAt(document: unknown, path: ThresholdEdit['path'], value: number): void {
  let place = document as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) {
    if (typeof place[key] !== 'object' || place[key] === null) place[key] = {};
    place = place[key] as Record<string | number, unknown>;
  }
  place[path.at(-1) as string] = value;
}

/** The change as a unified diff; empty where there is none. */
export function diffOfTexts(name: string, from: string, to: string): string {
  if (from === to) return '';
  return createTwoFilesPatch(`a/${name}`, `b/${name}`, from, to, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}

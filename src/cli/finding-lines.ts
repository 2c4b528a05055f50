import type { Finding } from '../config/findings.ts';
import { visible } from './terminal.ts';

/** `error[unknown_key] config.yaml:12:5 routing.decisons: ...`, and the hint below it. */
export function findingLines(finding: Finding): readonly string[] {
  const { severity, code, file, line, column, path, message, suggestion } = finding;
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  const subject = [place, path].filter((part) => part !== '').join(' ');
  const first = `${severity}[${code}] ${subject === '' ? '' : `${subject}: `}${message}`;
  const lines = suggestion === undefined ? [first] : [first, `  hint: ${suggestion}`];
  return lines.map(visible);
}

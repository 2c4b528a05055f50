import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeTerminal } from '../../test/doubles/terminal.ts';
import { findConfig, requireConfig } from './config-path.ts';

describe('which configuration is used', () => {
  let folder: string;
  const local = () => join(folder, 'work', 'config.yaml');
  const own = () => join(folder, 'home', '.config', 'switchyard', 'config.yaml');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'switchyard-'));
    mkdirSync(join(folder, 'work'));
    mkdirSync(join(folder, 'home', '.config', 'switchyard'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function find(flag?: string, environment: Record<string, string> = {}) {
    const workingDirectory = join(folder, 'work');
    const homeDirectory = join(folder, 'home');
    return findConfig(flag, fakeTerminal({ environment, workingDirectory, homeDirectory }));
  }

  it('prefers the flag, then the variable, then the folder, then the home', () => {
    writeFileSync(own(), '');
    expect(find()).toBe(own());
    writeFileSync(local(), '');
    expect(find()).toBe(local());
    expect(find(undefined, { SWITCHYARD_CONFIG: 'b.yaml' })).toBe(join(folder, 'work', 'b.yaml'));
    expect(find('a.yaml', { SWITCHYARD_CONFIG: 'b.yaml' })).toBe(join(folder, 'work', 'a.yaml'));
  });

  it('says what to do when there is none', () => {
    expect(find()).toBeUndefined();
    expect(() => requireConfig(undefined, fakeTerminal())).toThrow('no configuration');
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { casedPages, foldCharacter, foldOrbit } from './case-fold.ts';

const basicPlane = Array.from({ length: 0x10000 }, (_, unit) => unit).filter(
  (unit) => unit < 0xd800 || unit > 0xdfff,
);
const classes = new Map<number, string>();

beforeAll(() => {
  for (const unit of basicPlane) {
    const folded = foldCharacter(unit);
    classes.set(folded, (classes.get(folded) ?? '') + String.fromCharCode(unit));
  }
});

describe('case folding', () => {
  it('puts characters into one class exactly when the regular expressions of the platform do', () => {
    const text = String.fromCharCode(...basicPlane);
    const wrong: string[] = [];
    for (const members of classes.values()) {
      if (members.length === 1 && !/\p{Changes_When_Casemapped}/u.test(members)) continue;
      const first = members.charCodeAt(0).toString(16);
      const equal = text.match(new RegExp(`\\u{${first}}`, 'giu'))?.join('');
      if (equal !== members) wrong.push(first);
    }
    expect(wrong).toEqual([]);
  });

  it('knows every member of a class from any of them', () => {
    const wrong: string[] = [];
    for (const members of classes.values()) {
      if (members.length === 1) continue;
      for (const member of members) {
        const orbit = [...foldOrbit(member.charCodeAt(0))].sort((a, b) => a - b);
        if (String.fromCharCode(...orbit) !== members) wrong.push(member);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('folds characters beyond the basic plane', () => {
    expect(foldOrbit(0x10400)).toEqual([0x10400, 0x10428]);
    expect(foldOrbit(0x1f642)).toEqual([0x1f642]);
  });

  it('lists every page with a character that has a partner', () => {
    const pages = new Set<number>();
    for (const unit of basicPlane) {
      const folded = foldCharacter(unit);
      if (folded !== unit) pages.add(unit >> 8).add(folded >> 8);
    }
    expect([...pages].filter((page) => !casedPages.includes(page))).toEqual([]);
  });
});

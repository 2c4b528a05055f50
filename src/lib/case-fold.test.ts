import { describe, expect, it } from 'vitest';
import { casedPages, foldUnit } from './case-fold.ts';

const basicPlane = Array.from({ length: 0x10000 }, (_, unit) => unit).filter(
  (unit) => unit < 0xd800 || unit > 0xdfff,
);

describe('case folding of one unit', () => {
  it('puts units into one class exactly when the regular expressions of the platform do', () => {
    const classes = new Map<number, string>();
    for (const unit of basicPlane) {
      const fold = foldUnit(unit);
      classes.set(fold, (classes.get(fold) ?? '') + String.fromCharCode(unit));
    }
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

  it('lists every page with a unit that has a partner', () => {
    const pages = new Set<number>();
    for (const unit of basicPlane) {
      const fold = foldUnit(unit);
      if (fold !== unit) pages.add(unit >> 8).add(fold >> 8);
    }
    expect([...pages].filter((page) => !casedPages.includes(page))).toEqual([]);
  });
});

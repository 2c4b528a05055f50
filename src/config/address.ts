import { z } from 'zod';
import { mark } from '../lib/schema-marks.ts';

/** TCP port of a server of ours. */
export const port = mark(z.int().min(0).max(65_535).describe('0: any free port'), { standIn: 0 });

/** The address that only this machine reaches. */
export const loopback = '127.0.0.1';

/** Name or address that a server of ours binds. */
export const host = mark(
  z
    .string()
    .min(1)
    .refine(
      (value) => !/[\s/]/.test(value) && value.split(':').length !== 2,
      'is no host and no address, a port stands under `port`',
    ),
  { standIn: loopback },
);

/** Addresses that stand for all of a machine. */
export const wildcardHosts: ReadonlySet<string> = new Set(['0.0.0.0', '::', '[::]', '*']);

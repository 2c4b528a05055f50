import { z } from 'zod';
import { mark } from '../lib/schema-marks.ts';

/** TCP port of a server of ours. */
export const port = mark(z.int().min(0).max(65_535).describe('0: any free port'), { standIn: 0 });

/** Name or address that a server of ours binds. */
export const host = mark(z.string().min(1), { standIn: '127.0.0.1' });

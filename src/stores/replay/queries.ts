import { Kysely, SqliteDialect, sql } from 'kysely';
import type { Database } from 'libsql';
import type { ReplayQuery } from './replay-store.ts';
import type { RowPage } from './sqlite-rows.ts';

interface Tables {
  replay: {
    id: string;
    request_id: string;
    recipe: string;
    decision: string;
    selected_model: string;
    packed: string;
  };
}

type QueryBuilder = Kysely<Tables>;

/** What lists rows of this database. */
export function createListing(database: Database): (query: ReplayQuery) => Promise<RowPage> {
  const queries: QueryBuilder = new Kysely({ dialect: new SqliteDialect({ database }) });
  return (query) => listRows(queries, query);
}

/** One page of the matching rows, newest first, and how many match in all. */
async function listRows(queries: QueryBuilder, query: ReplayQuery): Promise<RowPage> {
  const rows = await matching(queries, query)
    .select([
      'id',
      'request_id as requestId',
      'recipe',
      'decision',
      'selected_model as model',
      'packed',
    ])
    .orderBy('id', 'desc')
    .limit(query.limit)
    .offset(query.offset)
    .execute();
  // A page that is not full ends the list: its length tells the total without a second look.
  const isLast = rows.length < query.limit && (rows.length > 0 || query.offset === 0);
  const total = isLast ? query.offset + rows.length : await countRows(queries, query);
  return { rows, total };
}

async function countRows(queries: QueryBuilder, query: ReplayQuery): Promise<number> {
  const { total } = await matching(queries, query)
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

function matching(queries: QueryBuilder, { search, recipe, decision, model }: ReplayQuery) {
  let rows = queries.selectFrom('replay');
  if (recipe !== undefined) rows = rows.where('recipe', '=', recipe);
  if (decision !== undefined) rows = rows.where('decision', '=', decision);
  if (model !== undefined) rows = rows.where('selected_model', '=', model);
  if (search === undefined) return rows;
  // Not LIKE: it ignores case and gives `%` and `_` a meaning.
  return rows.where(({ or, eb }) =>
    or([
      eb(sql<number>`instr(request_id, ${search})`, '>', 0),
      eb(sql<number>`instr(recipe, ${search})`, '>', 0),
    ]),
  );
}

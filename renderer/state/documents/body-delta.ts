import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError } from "#contract/errors.ts";
import type { BodyUpdate, TypedBody } from "#contract/types/typed-body.ts";
import type { BodyLog, BodyRevision } from "./body-revision.ts";
import type { ReplaceableClient } from "../replaceable-client.ts";

/** The body of a post that is being edited. */
export interface EditedBody {
  readonly body: string;
  /** The edits that led to the body, if its text equals `body`; null: the body is sent whole. */
  readonly revision: BodyRevision | null;
}

/** The last revision sent of each text, by connection. */
const sent = new WeakMap<object, WeakMap<BodyLog, number>>();

/**
 * Makes an engine call that takes a body. Sends only the edits since the last call on this connection; if the
 * engine lacks the earlier revision, calls again with the whole body. Rejects as the call does.
 */
export async function callWithBody<Answer>(
  engine: ReplaceableClient<EngineContract>,
  { body, revision }: EditedBody,
  call: (typed: TypedBody) => Promise<Answer>,
): Promise<Answer> {
  if (revision?.text !== body) return call(body);
  try {
    return await call(nextUpdate(engine.connection, revision));
  } catch (error) {
    if (!(error instanceof AppError && error.code === "call.outOfStep")) throw error;
    return call(wholeOf(engine.connection, revision));
  }
}

/** Calls on one connection arrive in order. The engine detects lost ones (`call.outOfStep`). */
function nextUpdate(connection: object, revision: BodyRevision): BodyUpdate {
  const since = sent.get(connection)?.get(revision.log);
  const edits = since === undefined ? null : revision.editsSince(since);
  if (since === undefined || edits === null) return wholeOf(connection, revision);
  return update(connection, revision, { since, edits });
}

function wholeOf(connection: object, revision: BodyRevision): BodyUpdate {
  return update(connection, revision, { whole: revision.text });
}

function update(connection: object, revision: BodyRevision, change: BodyUpdate["change"]): BodyUpdate {
  const serials = sent.get(connection) ?? new WeakMap<BodyLog, number>();
  sent.set(connection, serials.set(revision.log, revision.serial));
  return { id: revision.log.id, serial: revision.serial, units: revision.text.length, change };
}

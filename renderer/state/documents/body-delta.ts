import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError } from "#contract/errors.ts";
import type { BodyUpdate, TypedBody } from "#contract/types/typed-body.ts";
import type { BodyLog, BodyRevision } from "./body-revision.ts";
import type { ReplaceableClient } from "../replaceable-client.ts";

/** The body of a post that is being edited, to be sent to the engine. */
export interface EditedBody {
  readonly body: string;
  /**
   * The revision that `body` belongs to, with the edits that led to it. If it is null, or its text is not
   * `body`, the body is sent whole.
   */
  readonly revision: BodyRevision | null;
}

/** For each connection and each text: the revision that was sent last. */
const sent = new WeakMap<object, WeakMap<BodyLog, number>>();

/**
 * Makes an engine call that takes a body. Sends only the edits since the last call on this connection. If the
 * engine does not have the earlier revision, repeats the call with the whole body. Rejects with the error of
 * the call.
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

/**
 * Returns what to send: the edits since the last revision that was sent, or the whole body if they are not
 * known. Calls on one connection arrive in order; if one was lost, the engine answers `call.outOfStep`.
 */
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

import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError } from "#contract/errors.ts";
import type { BodyUpdate, TypedBody } from "#contract/types/typed-body.ts";
import type { BodyLog, BodyMoment } from "./body-moment.ts";
import type { ReplaceableClient } from "../replaceable-client.ts";

/** A body that is being written. */
export interface WrittenBody {
  readonly body: string;
  /** Says how the body came about, when its text is the very same; else the body is told whole. */
  readonly moment: BodyMoment | null;
}

/** Which moment of a text was told last on a connection. */
const told = new WeakMap<object, WeakMap<BodyLog, number>>();

/**
 * Calls the engine about a body with what it has not heard of it yet; when it turns out that it does not know the rest,
 * once more with the whole. Rejects as the call does.
 */
export async function tellBody<Answer>(
  engine: ReplaceableClient<EngineContract>,
  { body, moment }: WrittenBody,
  call: (typed: TypedBody) => Promise<Answer>,
): Promise<Answer> {
  if (moment?.text !== body) return call(body);
  try {
    return await call(nextUpdate(engine.connection, moment));
  } catch (error) {
    if (!(error instanceof AppError && error.code === "call.outOfStep")) throw error;
    return call(wholeOf(engine.connection, moment));
  }
}

/** What comes on one connection comes in order, so what was sent counts as heard; what was not, the engine notices. */
function nextUpdate(connection: object, moment: BodyMoment): BodyUpdate {
  const since = told.get(connection)?.get(moment.log);
  const edits = since === undefined ? null : moment.editsSince(since);
  if (since === undefined || edits === null) return wholeOf(connection, moment);
  return update(connection, moment, { since, edits });
}

function wholeOf(connection: object, moment: BodyMoment): BodyUpdate {
  return update(connection, moment, { whole: moment.text });
}

function update(connection: object, moment: BodyMoment, change: BodyUpdate["change"]): BodyUpdate {
  const serials = told.get(connection) ?? new WeakMap<BodyLog, number>();
  told.set(connection, serials.set(moment.log, moment.serial));
  return { id: moment.log.id, serial: moment.serial, units: moment.text.length, change };
}

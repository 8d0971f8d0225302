import { parentPort, workerData } from "node:worker_threads";
import type { LineAnswer, LineOrder } from "./line-aside.ts";
import { openSlowLine } from "./slow-line.ts";

/** The thread that opens a slow line. On request, it reports the round trips, or closes the line. */
const { targetPort, traits }: LineOrder = workerData;
const line = await openSlowLine(targetPort, traits);
const send = (answer: LineAnswer): void => parentPort?.postMessage(answer);

parentPort?.on("message", async (question: "count" | "stop") => {
  if (question === "count") {
    await line.lastEnded();
    return send({ roundTrips: line.roundTrips, sentBytes: line.sentBytes });
  }
  await line.stop();
  send({ stopped: true });
  return parentPort?.close();
});
send({ port: line.port });

import { expect, test } from "vitest";
import { SingleFlight } from "#renderer/state/single-flight.ts";

test("runs one at a time, and once more for all requests during a run", async () => {
  let running = 0;
  let maxRunning = 0;
  let runs = 0;
  const flight = new SingleFlight(async () => {
    running += 1;
    runs += 1;
    maxRunning = Math.max(maxRunning, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
  });
  await Promise.all([flight.run(), flight.run(), flight.run(), flight.run()]);
  expect({ maxRunning, runs }).toEqual({ maxRunning: 1, runs: 2 });
  await flight.run();
  expect(runs).toBe(3);
});

test("continues after a failure", async () => {
  let runs = 0;
  const flight = new SingleFlight(async () => {
    runs += 1;
    if (runs === 1) throw new Error("first");
  });
  await expect(flight.run()).rejects.toThrow("first");
  await flight.run();
  expect(runs).toBe(2);
});

test("a call in the moment in which a run ends causes another run", async () => {
  for (let moments = 0; moments < 8; moments += 1) {
    let runs = 0;
    const flight = new SingleFlight(async () => {
      runs += 1;
    });
    const first = flight.run();
    for (let moment = 0; moment < moments; moment += 1) await null;
    const before = runs;
    await flight.run();
    await first;
    expect([moments, runs]).toEqual([moments, before + 1]);
  }
});

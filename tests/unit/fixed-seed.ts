import fc from "fast-check";

// Every run has the same cases, so that only a change can make a test fail.
// HITOFUDE_SEED=random tries new cases.
const seed = process.env.HITOFUDE_SEED ?? "20260101";
if (seed !== "random") fc.configureGlobal({ seed: Number(seed) });

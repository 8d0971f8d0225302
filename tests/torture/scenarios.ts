import type { Loss, Torture } from "./desk.ts";

/** One way in which words could be lost. Returns the losses. */
export interface Scenario {
  readonly name: string;
  /** Number of kills. */
  readonly kills: number;
  readonly needsSmallDisk?: boolean;
  run(torture: Torture): Promise<Loss>;
}

/** All scenarios, in the order in which a short run uses them. */
export const scenarios: readonly Scenario[] = [
  { name: "the program is killed", kills: 1, run: killMain },
  { name: "the engine is killed", kills: 1, run: killEngine },
  { name: "the window's page is killed", kills: 1, run: killPages },
  {
    name: "the disk is full, and the program is killed",
    kills: 1,
    needsSmallDisk: true,
    run: killOnFullDisk,
  },
  { name: "killed again before the author has decided", kills: 2, run: killUndecided },
  { name: "another program replaces the file, and the program is killed", kills: 1, run: killAfterReplacing },
  { name: "another program removes the file, and the program is killed", kills: 1, run: killAfterRemoving },
  { name: "engine and page are killed together", kills: 1, run: killEngineAndPages },
  { name: "everything is killed at once", kills: 1, run: killAll },
];

async function killMain(torture: Torture): Promise<Loss> {
  const at = await torture.writeWhile(async () => {
    await torture.awhile();
    return torture.kill("main");
  });
  return comeBack(torture, at);
}

async function killAll(torture: Torture): Promise<Loss> {
  const at = await torture.writeWhile(async () => {
    await torture.awhile();
    return torture.kill("pages", "engine", "main");
  });
  return comeBack(torture, at);
}

/** The window survives, so no word must be lost, not even one of the last second. */
async function killEngine(torture: Torture): Promise<Loss> {
  await torture.writeWhile(async () => {
    await torture.awhile();
    await torture.kill("engine");
    await torture.awhile(800, 1_500);
  });
  await torture.saved();
  return torture.account(torture.writtenBefore(Number.POSITIVE_INFINITY));
}

async function killPages(torture: Torture): Promise<Loss> {
  const at = await torture.writeWhile(async () => {
    await torture.awhile();
    return torture.kill("pages");
  });
  return comeBackToPage(torture, at);
}

async function killEngineAndPages(torture: Torture): Promise<Loss> {
  const at = await torture.writeWhile(async () => {
    await torture.awhile();
    return torture.kill("engine", "pages");
  });
  return comeBackToPage(torture, at);
}

/** The disk is full before, during and after the kill; the words must be stored elsewhere. */
async function killOnFullDisk(torture: Torture): Promise<Loss> {
  const at = await torture.writeWhile(async () => {
    await torture.awhile(300, 1_500);
    torture.disk?.fill();
    await torture.awhile(2_000, 3_500);
    return torture.kill("main");
  });
  const expected = torture.writtenBefore(at);
  await torture.restart();
  await torture.restoreAll();
  torture.disk?.empty();
  return settle(torture, expected);
}

/** Recovered words must stay available while the author types into the same post. */
async function killUndecided(torture: Torture): Promise<Loss> {
  const first = await torture.writeWhile(async () => {
    await torture.awhile(1_200, 1_600);
    return torture.kill("main");
  });
  const expected = torture.writtenBefore(first);
  await torture.restart();
  await torture.decideLater();
  await torture.takeUpPen();
  const begun = Date.now();
  const second = await torture.writeWhile(async () => {
    await torture.awhile(2_000, 4_000);
    return torture.kill("main");
  });
  // Counts from the second kill.
  // A word that was in transit to the window at the first kill may be acknowledged shortly afterwards.
  // This word is older than the first kill, so it does not count as written after it.
  const sure = torture.writtenBefore(second).filter((number) => torture.wasWrittenAfter(number, begun));
  await torture.restart();
  await torture.restoreAll();
  return settle(torture, [...expected, ...sure], true);
}

async function killAfterReplacing(torture: Torture): Promise<Loss> {
  const words = `外から来た言葉${torture.random.between(1, 999)}`;
  const at = await torture.writeWhile(async () => {
    await torture.awhile(300, 1_800);
    await torture.replaceFile((text) => `${text}\n${words}\n`);
    await torture.awhile(200, 3_000);
    return torture.kill("main");
  });
  const loss = await comeBack(torture, at);
  const isThere = (await torture.manuscript()).has(words);
  return isThere ? loss : { ...loss, faults: [...loss.faults, "the other program's words are gone"] };
}

async function killAfterRemoving(torture: Torture): Promise<Loss> {
  const at = await torture.writeWhile(async () => {
    await torture.awhile(300, 1_800);
    await torture.removeFile();
    await torture.awhile(1_100, 2_500);
    return torture.kill("main");
  });
  return comeBack(torture, at);
}

async function comeBack(torture: Torture, killedAt: number): Promise<Loss> {
  const expected = torture.writtenBefore(killedAt);
  await torture.restart();
  await torture.restoreAll();
  return settle(torture, expected);
}

async function comeBackToPage(torture: Torture, killedAt: number): Promise<Loss> {
  const expected = torture.writtenBefore(killedAt);
  await torture.meetAgain();
  await torture.restoreAll();
  return settle(torture, expected);
}

/** Continues writing, which saves the text, and compares. */
async function settle(torture: Torture, expected: readonly number[], mayBeInHistory = false): Promise<Loss> {
  await torture.takeUpPen();
  await torture.saved();
  return torture.account(expected, mayBeInHistory);
}

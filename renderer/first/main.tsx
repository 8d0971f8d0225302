import "../state/without-eval.ts";

import { createRoot } from "react-dom/client";
import { connect } from "#contract/rpc/connect.ts";
import { firstContract } from "#contract/first-contract.ts";
import { pagePorts } from "#contract/rpc/ports.ts";
import { followContrast } from "../state/contrast.ts";
import { portWire } from "../state/ports.ts";
import "../styles/buttons.css";
import "../styles/fields.css";
import "../styles/notices.css";
import "../styles/first.css";
import { FirstPage } from "./first-page.tsx";

async function boot(): Promise<void> {
  const main = connect(firstContract, portWire(await receivePort(window)));
  const info = await main.call("first.info", {});
  document.documentElement.dataset.colours = info.colours;
  followContrast(info.highContrast);
  const root = document.getElementById("root");
  if (!root) throw new Error("the page has no root");
  const { language, given, author, asksForNew, movesIn, folder } = info;
  createRoot(root).render(
    <FirstPage
      main={main}
      systemLanguage={language}
      given={given}
      author={author}
      asksForNew={asksForNew}
      movesIn={movesIn}
      folder={folder}
    />,
  );
}

/** Receives the page's port to the main process. Ignores messages from other windows and origins. */
function receivePort(page: Window): Promise<MessagePort> {
  return new Promise((resolve) => {
    page.addEventListener("message", (event) => {
      if (event.source !== page || event.origin !== page.location.origin) return;
      const [port] = event.ports;
      if (event.data?.type === pagePorts.ports && port) resolve(port);
    });
    page.postMessage({ type: pagePorts.ready }, page.location.origin);
  });
}

void boot();

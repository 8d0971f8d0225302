import { isIPv6 } from "node:net";
import type { PublishPlace } from "#contract/types/publish-run-types.ts";
import type { Ask } from "#engine/publish/base/targets.ts";
import type { ResolvedTarget } from "./target-resolver.ts";

/** Where a publish to a target goes, for the question about its plan. */
function placeOf(target: ResolvedTarget): PublishPlace {
  const { url } = target;
  if (target.kind === "folder") return { directory: target.folder.directory, url };
  if (target.kind === "rclone") return { directory: target.rclone.remote, url };
  const { host, port, user, directory } = target.sftp;
  const name = isIPv6(host) && port !== 22 ? `[${host}]` : host;
  return { host: port === 22 ? name : `${name}:${port}`, user, directory, url };
}

/** Adds the place to each plan that is asked about. */
export function askingWithPlace(ask: Ask, target: ResolvedTarget): Ask {
  return (question, aids) => {
    if (question.kind !== "plan") return ask(question, aids);
    return ask({ ...question, plan: { ...question.plan, place: placeOf(target) } }, aids);
  };
}

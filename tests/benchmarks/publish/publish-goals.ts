import type { Goal } from "../goals.ts";
import { pairedRatio } from "../measure.ts";
import { oursName, type Times } from "./first-uploads.ts";
import type { SmallPublishFigures } from "./small-publish.ts";

/** The measured figures. The figures of a part that was not requested are undefined. */
export interface PublishFigures {
  /**
   * Times of first uploads: `near` without delay, `far` with a round trip of 40 ms, `slow` with 20 Mbit/s.
   */
  readonly near?: Times | undefined;
  readonly far?: Times | undefined;
  readonly slow?: Times | undefined;
  readonly small?: SmallPublishFigures | undefined;
}

/** The other programs that use only SFTP. */
const sftpClients = ["OpenSSH sftp", "lftp, 8 at once", "rclone, 16 at once"];

/** Returns the goals of publishing with the measured figures. */
export function publishGoals({ near, far, slow, small }: PublishFigures): Goal[] {
  return [
    goal("B4 first upload, 40 ms", far, "rsync", 1.5),
    ...sftpClients.map((client) => goal("B4 first upload, 40 ms", far, client, 0.1)),
    goal("B5 first upload, 0 ms", near, "OpenSSH sftp", 0.8),
    goal("B5 first upload, 20 Mbit/s", slow, "rsync -z", 1.2),
    {
      name: "B6 one changed post, beyond the connection",
      figure: small?.roundTrips.post,
      atMost: 12,
      unit: "round trips",
    },
    {
      name: "B6 nothing to do, beyond the connection",
      figure: small?.roundTrips.nothing,
      atMost: 3,
      unit: "round trips",
    },
  ];
}

function goal(name: string, times: Times | undefined, peer: string, atMost: number): Goal {
  return { name, figure: ratio(times, peer), atMost, unit: `× ${peer}` };
}

/**
 * Returns the ratio of our time to another program's time. Undefined if this program was not measured.
 * If the other program ran only once, its time is compared with our first round.
 */
export function ratio(times: Times | undefined, peer: string): number | undefined {
  const theirs = times?.get(peer);
  const mine = times?.get(oursName);
  return theirs && mine ? pairedRatio(mine.slice(0, theirs.length), theirs) : undefined;
}

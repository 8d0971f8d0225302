import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { TargetSettings } from "#contract/settings/target.ts";
import type { SshAlias } from "#contract/settings/targets/sftp.ts";
import type { TestReport } from "#contract/types/connection-test-types.ts";
import type { Question } from "#contract/types/publish-run-types.ts";
import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { TargetChange } from "#engine/blog/settings/edit-targets.ts";
import { findSshAlias } from "#engine/publish/transports/sftp/ssh-alias.ts";
import { testTarget } from "#engine/publish/transports/registry.ts";
import { hostIncludeSchema } from "#engine/publish/base/server-traits.ts";
import type { Trust } from "#engine/state/trust.ts";
import type { BlogEvents } from "../blog-events.ts";
import type { QuestionDesk } from "../question-desk.ts";
import type { TargetResolver } from "./target-resolver.ts";

export interface TargetServiceParts {
  readonly blog: BlogFolder;
  readonly targets: TargetResolver;
  readonly questions: QuestionDesk;
  readonly trust: Pick<Trust, "require">;
  readonly events: BlogEvents;
  readonly onChange: () => Promise<void>;
}

/** The target to test: the saved target of this name, or the given unsaved settings. */
export interface TestRequest {
  readonly name: string;
  readonly target?: TargetSettings | undefined;
}

/** Tests targets, and changes the targets in the settings. */
export class TargetService {
  readonly #parts: TargetServiceParts;

  constructor(parts: TargetServiceParts) {
    this.#parts = parts;
  }

  /** Tests every step of a publish to a target. Emits the event `target.tested` to report each step. */
  async test({ name, target }: TestRequest, signal: CancelSignal): Promise<TestReport[]> {
    const { blog, targets, questions, events, trust } = this.#parts;
    await trust.require((question) => questions.ask(question, signal));
    const settings: BlogSettings = target
      ? { ...blog.settings, targets: { ...blog.settings.targets, [name]: target } }
      : blog.settings;
    const resolved = await targets.resolve(settings, name, { anyAddress: true });
    const options = {
      ask: (question: Question) => questions.ask(question, signal),
      signal,
      onReport: (report: TestReport) => events.emit("target.tested", report),
    };
    const reports = await testTarget(resolved.settings, options, resolved.access);
    const { include, passwordRoot = "" } = reports.find(({ step }) => step === "parts")?.values ?? {};
    const found = hostIncludeSchema.safeParse(include);
    if (found.success) {
      await targets.noteInclude(settings, name, found.data);
      await targets.notePasswordRoot(settings, name, String(passwordRoot));
    }
    return reports;
  }

  /** Returns a host's values in the author's OpenSSH configuration. Null if no entry names the host. */
  async sshAlias(host: string): Promise<SshAlias | null> {
    return findSshAlias(host);
  }

  /**
   * Writes a target into `blog.yaml`, or removes a target from it.
   * Rejects with `targets.isDefault`, `publish.noTarget` or `file.*`.
   */
  async change(change: TargetChange): Promise<void> {
    const { blog, onChange } = this.#parts;
    const { targets, defaultTarget } = blog.settings;
    if (change.target === null && change.name === defaultTarget) {
      throw new AppError("targets.isDefault", { name: change.name });
    }
    if (change.target === undefined && !Object.hasOwn(targets, change.name)) {
      throw new AppError("publish.noTarget", { name: change.name, near: "none" });
    }
    await blog.settingsFile.changeTargets(change);
    await onChange();
  }
}

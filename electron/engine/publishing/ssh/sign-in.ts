import type { AnyAuthMethod, AuthenticationType, KeyboardInteractiveAuthMethod } from "ssh2";
import { AppError } from "#contract/errors.ts";
import { serverText } from "../server-text.ts";
import type { Ask, SecretId, Secrets, SftpTarget } from "../targets.ts";
import { findAgent } from "./agent.ts";
import { readPrivateKey } from "./private-key.ts";

/** How often a secret is asked for; hosts shut out who fails more often. */
const attempts = 3;

type Prompt = KeyboardInteractiveAuthMethod["prompt"];

/**
 * Chooses the methods of one sign-in, as ssh2's `authHandler`. Nothing is tried twice by itself: a second attempt needs a
 * second answer of the author.
 */
export class SignIn {
  readonly #target: SftpTarget;
  readonly #secrets: Secrets;
  readonly #ask: Ask;
  #last: AuthenticationType | null = null;
  #attempt = 0;
  #password: string | null = null;
  #passwordStored = false;
  readonly #toRemember: { id: SecretId; secret: string }[] = [];
  #failure: AppError | null = null;

  constructor(target: SftpTarget, secrets: Secrets, ask: Ask) {
    this.#target = target;
    this.#secrets = secrets;
    this.#ask = ask;
  }

  /** Why there is no method left to try. */
  get failure(): AppError | null {
    return this.#failure;
  }

  /** ssh2's `authHandler`; the first call comes with nulls. */
  next(left: readonly AuthenticationType[] | null, partial: boolean | null): Promise<AnyAuthMethod | null> {
    return this.#choose(left, partial === true).then(
      (method) => {
        this.#last = method.type;
        return method;
      },
      (error: unknown) => {
        this.#failure ??= error instanceof AppError ? error : this.#failed(left ?? []);
        return null;
      },
    );
  }

  /** Stores the secrets that the author wants kept; to be called when the server let us in. */
  async succeeded(): Promise<void> {
    for (const { id, secret } of this.#toRemember) await this.#secrets.set(id, secret);
  }

  async #choose(left: readonly AuthenticationType[] | null, partial: boolean): Promise<AnyAuthMethod> {
    if (this.#failure) throw this.#failure;
    const { user: username, signIn, key } = this.#target;
    if (left === null) {
      // Asked again although the server was not: the agent does not have the key.
      if (this.#last !== null) throw this.#failed([]);
      // `none` costs no attempt and tells whether the server takes passwords at all.
      if (signIn === "password") return { type: "none", username };
      if (signIn === "agent") return { type: "agent", username, agent: await findAgent(key) };
      return { type: "publickey", username, key: await this.#privateKey() };
    }
    const wasRefused = this.#last !== "none" && !partial;
    if (wasRefused && (this.#last === "publickey" || this.#last === "agent")) throw this.#failed(left);
    if (wasRefused) await this.#forgetPassword();
    if (this.#attempt === attempts) throw this.#failed(left);
    this.#attempt += 1;
    if (left.includes("password")) {
      return { type: "password", username, password: await this.#takePassword() };
    }
    if (left.includes("keyboard-interactive")) {
      return { type: "keyboard-interactive", username, prompt: this.#answerPrompts };
    }
    throw this.#failed(left);
  }

  async #privateKey(): ReturnType<typeof readPrivateKey> {
    const path = this.#target.key;
    if (path === undefined)
      throw new AppError("publish.keyUnreadable", { path: "", reason: "no key is chosen" });
    const id = this.#secretId("passphrase");
    return readPrivateKey(path, async (retry) => {
      const stored = retry ? null : await this.#stored(id);
      if (stored !== null) return stored;
      this.#toRemember.length = 0;
      return this.#askSecret(id, retry);
    });
  }

  async #takePassword(): Promise<string> {
    const id = this.#secretId("password");
    const stored = this.#attempt === 1 ? await this.#stored(id) : null;
    this.#passwordStored = stored !== null;
    this.#password = stored ?? (await this.#askSecret(id, this.#attempt > 1));
    return this.#password;
  }

  /** A vault that does not open costs a question, not the publish. */
  #stored(id: SecretId): Promise<string | null> {
    return this.#secrets.get(id).catch(() => null);
  }

  async #askSecret(id: SecretId, retry: boolean): Promise<string> {
    const { host, user } = this.#target;
    const answer = await this.#ask({ kind: "secret", secret: id.kind, host, user, retry });
    const [secret] = answer.answers;
    if (!answer.accept || secret === undefined) throw new AppError("call.cancelled");
    if (answer.remember) this.#toRemember.push({ id, secret });
    return secret;
  }

  async #forgetPassword(): Promise<void> {
    this.#toRemember.length = 0;
    if (this.#passwordStored) await this.#secrets.remove(this.#secretId("password")).catch(() => undefined);
    this.#passwordStored = false;
    this.#password = null;
  }

  readonly #answerPrompts: Prompt = (name, instructions, _language, prompts, finish) => {
    this.#promptAnswers(
      serverText(name || instructions),
      prompts.map(({ prompt, echo }) => ({ text: serverText(prompt), echo: echo === true })),
    ).then(finish, (error: unknown) => {
      this.#failure = error instanceof AppError ? error : this.#failed([]);
      finish([]);
    });
  };

  /** One hidden prompt is how many hosts ask for the plain password. */
  async #promptAnswers(title: string, prompts: { text: string; echo: boolean }[]): Promise<string[]> {
    const [first] = prompts;
    const isPassword = prompts.length === 1 && first?.echo === false && this.#target.signIn === "password";
    if (isPassword && this.#password === null) return [await this.#takePassword()];
    const answer = await this.#ask({ kind: "prompts", host: this.#target.host, title, prompts });
    if (!answer.accept) throw new AppError("call.cancelled");
    return answer.answers;
  }

  #secretId(kind: SecretId["kind"]): SecretId {
    const { host, port, user } = this.#target;
    return { host, port, user, kind };
  }

  #failed(left: readonly AuthenticationType[]): AppError {
    const { host, user } = this.#target;
    return new AppError("publish.signInFailed", { host, user, methods: left.join(", ") });
  }
}

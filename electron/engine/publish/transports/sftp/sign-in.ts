import type { AnyAuthMethod, AuthenticationType, KeyboardInteractiveAuthMethod } from "ssh2";
import { AppError } from "#contract/errors.ts";
import { serverText } from "../../base/server-data.ts";
import type { Ask, SecretId, Secrets, SftpTarget } from "../../base/targets.ts";
import { agentSystem, findAgent } from "./agent.ts";
import { readPrivateKey } from "./private-key.ts";
import {
  asksForNewPassword,
  asksForPassword,
  readPrompts,
  type ServerPrompts,
  withPlainDigits,
} from "./server-prompts.ts";

/** Maximum number of times that the author is asked for a secret, because hosts block failing clients. */
const attempts = 3;

/** A secret to be stored in the vault after a successful login. */
interface KeptSecret {
  readonly id: SecretId;
  readonly secret: string;
}

type Prompt = KeyboardInteractiveAuthMethod["prompt"];

/** Chooses the next login method whenever ssh2 calls its `authHandler`. Never sends an answer twice. */
export class SignIn {
  readonly #target: SftpTarget;
  readonly #secrets: Secrets;
  readonly #ask: Ask;
  readonly #stop: (failure: AppError) => void;
  #last: AuthenticationType | null = null;
  #attempt = 0;
  #password: string | null = null;
  #passwordStored = false;
  /**
   * A stored password that may be right: the refused login also contained other answers, such as a code.
   */
  #doubted: string | null = null;
  /** The new password that the author chose because the server required one. */
  #newPassword: string | null = null;
  /** Whether the server has asked for more than the password in this attempt. */
  #wasAskedMore = false;
  /** Whether the server refused an attempt in which it had asked for more than the password. */
  #wasRefusedWithMore = false;
  /** Messages of the server that were not shown to the author yet. */
  #words: string[] = [];
  /**
   * Secrets to store after the login. `#taken` contains secrets that the server has accepted.
   * `#toRemember` contains secrets that were sent but not yet accepted by the server.
   */
  readonly #taken: KeptSecret[] = [];
  readonly #toRemember: KeptSecret[] = [];
  #failure: AppError | null = null;

  /** `stop` ends the connection during the login. */
  constructor(target: SftpTarget, secrets: Secrets, ask: Ask, stop: (failure: AppError) => void) {
    this.#target = target;
    this.#secrets = secrets;
    this.#ask = ask;
    this.#stop = stop;
  }

  /** The reason why no login method is left to try, or null while a method is left. */
  get failure(): AppError | null {
    return this.#failure;
  }

  /** Returns the next login method to try, or null if no method is left. */
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

  /** Stores the secrets that the author wants stored. Call this method after a successful login. */
  async succeeded(): Promise<void> {
    const given = [...this.#taken, ...this.#toRemember];
    const isKept = this.#passwordStored || given.some(({ id }) => id.kind === "password");
    const kept = secretsToKeep(given, isKept ? this.#newPassword : null, this.#secretId("password"));
    for (const { id, secret } of kept) await this.#secrets.set(id, secret);
    const wasWrong = this.#doubted !== null && this.#password !== null && this.#doubted !== this.#password;
    if (wasWrong && kept.length === 0) await this.#secrets.remove(this.#secretId("password"));
  }

  async #choose(left: readonly AuthenticationType[] | null, partial: boolean): Promise<AnyAuthMethod> {
    if (this.#failure) throw this.#failure;
    const { user: username, signIn, key } = this.#target;
    if (left === null) {
      // If ssh2 asks for a second method before the server has replied, the agent does not have the key.
      if (this.#last !== null) throw this.#failed([]);
      // The method `none` does not count as an attempt, and shows whether the server accepts passwords.
      if (signIn === "password") return { type: "none", username };
      if (signIn === "agent")
        return { type: "agent", username, agent: await findAgent(key, agentSystem(this.#target.ssh?.agent)) };
      return { type: "publickey", username, key: await this.#privateKey() };
    }
    const wasRefused = this.#last !== "none" && !partial;
    if (wasRefused && (this.#last === "publickey" || this.#last === "agent")) throw this.#keyRefused(left);
    if (wasRefused) await this.#forgetPassword();
    if (partial) this.#nextFactor();
    this.#wasRefusedWithMore = wasRefused && this.#wasAskedMore;
    this.#wasAskedMore = false;
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

  /** Begins the next factor of the login, and counts attempts from zero again. */
  #nextFactor(): void {
    this.#attempt = 0;
    this.#taken.push(...this.#toRemember.splice(0));
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

  /** Reads a secret from the vault, or returns null if the vault cannot be opened. */
  #stored(id: SecretId): Promise<string | null> {
    return this.#secrets.get(id).catch(() => null);
  }

  async #askSecret(id: SecretId, retry: boolean): Promise<string> {
    const { host, user } = this.#target;
    const more = {
      ...(retry && this.#wasRefusedWithMore ? { withMore: true } : {}),
      ...this.#takeWords(),
    };
    const answer = await this.#ask({ kind: "secret", secret: id.kind, host, user, retry, ...more });
    const [secret] = answer.answers;
    if (!answer.accept || secret === undefined) throw new AppError("call.cancelled");
    if (answer.remember) this.#toRemember.push({ id, secret });
    return secret;
  }

  async #forgetPassword(): Promise<void> {
    this.#toRemember.length = 0;
    if (this.#passwordStored && this.#wasAskedMore) this.#doubted = this.#password;
    else if (this.#passwordStored)
      await this.#secrets.remove(this.#secretId("password")).catch(() => undefined);
    this.#passwordStored = false;
    this.#password = null;
    this.#newPassword = null;
  }

  readonly #answerPrompts: Prompt = (name, instructions, _language, prompts, finish) => {
    this.#promptAnswers(serverText(name), readPrompts(instructions, prompts)).then(
      finish,
      (error: unknown) => {
        this.#failure = error instanceof AppError ? error : this.#failed([]);
        // Ends the connection, because ssh2 would otherwise send a wrong answer to the server.
        this.#stop(this.#failure);
      },
    );
  };

  /** Returns the answers to a server's prompts: the password, or the answers of the author. */
  async #promptAnswers(title: string, asked: ServerPrompts): Promise<string[]> {
    this.#words.push(...asked.words);
    if (asked.prompts.length === 0) return [];
    const isPassword = this.#target.signIn === "password" && asksForPassword(asked);
    if (isPassword && this.#password === null) return [await this.#takePassword()];
    const retry = this.#attempt > 1 && !this.#wasAskedMore && this.#password === null;
    this.#wasAskedMore = true;
    const { host } = this.#target;
    const prompts = [...asked.prompts];
    const answer = await this.#ask({ kind: "prompts", host, title, prompts, retry, ...this.#takeWords() });
    if (!answer.accept) throw new AppError("call.cancelled");
    const answers = answer.answers.map(withPlainDigits);
    for (const [index, prompt] of prompts.entries()) {
      if (asksForNewPassword(prompt)) this.#newPassword = answers[index] ?? null;
    }
    return answers;
  }

  /** Returns the server's messages for the next question, and clears the list of messages. */
  #takeWords(): { words?: string } {
    const words = this.#words.join("\n");
    this.#words = [];
    return words === "" ? {} : { words };
  }

  #secretId(kind: SecretId["kind"]): SecretId {
    const { host, port, user } = this.#target;
    return { host, port, user, kind };
  }

  /** Returns the error for a refused key. Servers do not say whether a key is unknown, revoked or expired. */
  #keyRefused(left: readonly AuthenticationType[]): AppError {
    const { host, user, key } = this.#target;
    if (!left.includes("publickey") || key === undefined) return this.#failed(left);
    return new AppError("publish.keyRefused", { host, user, path: key });
  }

  #failed(left: readonly AuthenticationType[]): AppError {
    const { host, user } = this.#target;
    return new AppError("publish.signInFailed", { host, user, methods: left.join(", ") });
  }
}

/** Returns the secrets to store after a login. `changed` replaces the old password. */
function secretsToKeep(
  given: readonly KeptSecret[],
  changed: string | null,
  passwordId: SecretId,
): KeptSecret[] {
  if (changed === null) return [...given];
  const others = given.filter(({ id }) => id.kind !== "password");
  return [...others, { id: passwordId, secret: changed }];
}

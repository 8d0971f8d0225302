/** Sends the event `command.run` or `post.show` to the page of a window. */
export interface PageActions {
  runCommand(id: string): void;
  showPost(path: string): void;
}

/** Actions that wait until the page of a window can carry them out. */
export class WaitingActions {
  readonly #page: PageActions;
  /** Ids of the commands that are unavailable now. Undefined until the page reports them the first time. */
  #disabled: readonly string[] | undefined;
  #command: string | null = null;
  #post: string | null = null;

  constructor(page: PageActions) {
    this.#page = page;
  }

  /** Ids of the commands that are unavailable now, as the page last reported. */
  get disabled(): readonly string[] {
    return this.#disabled ?? [];
  }

  /** Receives the unavailable commands from the page. The page first reports them when it can show posts. */
  report(disabled: readonly string[]): void {
    this.#disabled = disabled;
    this.#carryOut();
  }

  /** Runs a command once the page reports it as available. */
  run(id: string): void {
    this.#command = id;
    this.#carryOut();
  }

  /** Shows a post, once the page can show posts. If several posts wait, the last one is shown. */
  show(path: string): void {
    this.#post = path;
    this.#carryOut();
  }

  #carryOut(): void {
    if (!this.#disabled) return;
    const [post, command] = [this.#post, this.#command];
    this.#post = null;
    if (post !== null) this.#page.showPost(post);
    if (command === null || this.#disabled.includes(command)) return;
    this.#command = null;
    this.#page.runCommand(command);
  }
}

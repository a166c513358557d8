// What is switched on, as it stands in the page's address: the only state there is. The same names and signs as `web/switches.py`.

export const NAMES = ["code", "if", "eyes", "read", "by", "set", "do", "ask", "of"] as const;
export type Name = (typeof NAMES)[number];

const written = (text: string): string => encodeURIComponent(text).replaceAll("%3A", ":").replaceAll("%2C", ",");

/** An address is never changed: each change gives another. */
export class Address {
  private constructor(
    private readonly values: ReadonlyMap<Name, string>,
    private readonly others: readonly (readonly [string, string])[],
  ) {}

  static of(search: string): Address {
    const given = [...new URLSearchParams(search)];
    const known = new Set<string>(NAMES);
    return new Address(
      new Map(given.filter(([name]) => known.has(name)) as [Name, string][]),
      given.filter(([name]) => !known.has(name)),
    );
  }

  get(name: Name): string {
    return this.values.get(name) ?? "";
  }

  with(changes: Partial<Record<Name, string>>): Address {
    const values = new Map(this.values);
    for (const [name, value] of Object.entries(changes) as [Name, string][]) values.set(name, value);
    return new Address(values, this.others);
  }

  /** Names and values of a list such as `window:0.2,reward:0.7`; of a name alone the value is empty. */
  pairs(name: Name): Map<string, string> {
    const parts = this.get(name).split(",").filter(Boolean);
    return new Map(parts.map((part) => {
      const end = part.includes(":") ? part.indexOf(":") : part.length;
      return [part.slice(0, end), part.slice(end + 1)];
    }));
  }

  /** One pair of such a list set, or taken out where there is no value. */
  pair(name: Name, key: string, value: string | null): Address {
    const pairs = this.pairs(name);
    if (value === null) pairs.delete(key);
    else pairs.set(key, value);
    return this.with({ [name]: [...pairs].map((pair) => pair.join(":")).join(",") });
  }

  /** One more change of a want. A want that was moved just before is moved once: only where it stands in the end counts. */
  step(step: string): Address {
    const steps = this.get("do").split(",").filter(Boolean);
    const [kind, want] = step.split(":");
    const [before, moved] = steps.at(-1)?.split(":") ?? [];
    const moves = (name?: string): boolean => name === "above" || name === "below";
    if (moves(kind) && moves(before) && moved === want) steps.pop();
    return this.with({ do: [...steps, step].join(",") });
  }

  /** Without one change of a want. */
  unstep(step: string): Address {
    return this.with({ do: this.get("do").split(",").filter((own) => own !== step).join(",") });
  }

  /** The same as the file says it. */
  get bare(): Address {
    return this.with({ set: "", do: "" });
  }

  get pushed(): boolean {
    return Boolean(this.get("set") || this.get("do"));
  }

  /** What the server is asked with. */
  query(): string {
    return NAMES.filter((name) => this.get(name))
      .map((name) => `${name}=${written(this.get(name))}`)
      .join("&");
  }

  /** What stands in the address bar: with what is somebody else's, such as a token. */
  search(): string {
    const others = this.others.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
    const parts = [this.query(), ...others].filter(Boolean);
    return parts.length ? `?${parts.join("&")}` : location.pathname;
  }
}

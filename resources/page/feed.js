/** The engine that served this page: its data feed for what was, its stream for what is. */

/** The engine has said no: asking again would be answered the same. */
export class Refused extends Error {}

const EVER = 2 ** 33; // seconds
const ANSWER_MS = 5000;
// A connection can stand open to an engine that no longer answers.
const BEAT_MS = 1000;
const BEAT_ANSWER_MS = 2000;

export class Feed {
  #token;

  constructor(token) {
    this.#token = token;
  }

  config() {
    return this.#get("config");
  }

  /** Describe a symbol; Refused where no instrument is known by it. */
  symbol(name) {
    return this.#get("symbols", { symbol: name });
  }

  search(query) {
    return this.#get("search", { query, limit: 12 });
  }

  /** Return up to `count` bars that start before `before`, oldest first. */
  async bars(symbol, resolution, count, before = EVER) {
    const query = { symbol, resolution, from: 0, to: before, countback: count };
    const found = await this.#get("history", query);
    return (found.t ?? []).map((time, i) => ({
      time,
      open: found.o[i],
      high: found.h[i],
      low: found.l[i],
      close: found.c[i],
      volume: found.v[i],
    }));
  }

  /** Return the marks of the latest own fills, each at the bar that it belongs to. */
  marks(symbol, resolution) {
    return this.#get("marks", { symbol, resolution, from: 0, to: EVER });
  }

  /**
   * Follow channels until the connection ends or the engine is silent, which is when this returns.
   *
   * `opened` is called once all are subscribed to; `heard` with every message.
   */
  async follow(channels, opened, heard) {
    const { ticket } = await this.#ask("stream-ticket", {}, "POST");
    const address = new URL(`/api/v1/stream?ticket=${encodeURIComponent(ticket)}`, location.href);
    address.protocol = "ws:";
    address.hash = "";
    const socket = new WebSocket(address);
    let end;
    const ended = new Promise((resolve) => {
      end = resolve;
    });
    socket.addEventListener("close", end);
    socket.onmessage = ({ data }) => {
      try {
        heard(JSON.parse(data));
      } catch (error) {
        console.error(error);
        end(); // what could not be taken in is read anew with the next connection
      }
    };
    const beat = setInterval(() => {
      this.#ask("time", {}, "GET", BEAT_ANSWER_MS).catch(end);
    }, BEAT_MS);
    try {
      await Promise.race([new Promise((r) => socket.addEventListener("open", r)), ended]);
      if (socket.readyState === WebSocket.OPEN) {
        socket.send(JSON.stringify({ subscribe: channels }));
        await Promise.all([opened(), ended]);
      }
    } finally {
      clearInterval(beat);
      socket.onmessage = null;
      socket.close();
    }
  }

  async #get(path, query = {}) {
    const found = await this.#ask(path, query);
    if (found.s === "error") {
      throw new Refused(found.errmsg);
    }
    return found;
  }

  async #ask(path, query = {}, method = "GET", patience = ANSWER_MS) {
    const answer = await fetch(`/udf/${path}?${new URLSearchParams(query)}`, {
      method,
      headers: { Authorization: `Bearer ${this.#token}` },
      signal: AbortSignal.timeout(patience),
      cache: "no-store",
    });
    if (answer.status === 401) {
      throw new Refused("The token is not the engine's: open the page by ./packaging/run chart");
    }
    if (!answer.ok) {
      throw new Error(`the engine answered ${answer.status}`);
    }
    return answer.json();
  }
}

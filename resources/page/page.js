/** The page: one symbol's bars, own fills and quote, and how far they are known to be so now. */

import { Feed, Refused } from "/chart/feed.js";
import { Picture } from "/chart/picture.js";
import { ageWords, counted, priceWriter, timeWriter } from "/chart/words.js";

const FIRST_BARS = 600;
const OLDER_BARS = 2000;
const RETRY_MS = [250, 500, 1000, 2000, 5000];
const SOURCE_NAMES = { sim: "Simulated market", replay: "Replay", none: "No market" };
const RESOLUTION_NAMES = { 60: "1h", 240: "4h", "1D": "D", "1W": "W", "1M": "M" };

const byId = (id) => document.getElementById(id);
const wanted = new URLSearchParams(location.search);
const token = new URLSearchParams(location.hash.slice(1)).get("token") ?? "";
const resolution = wanted.get("resolution") || "1";
const feed = new Feed(token);

let quote = null; // the latest, and when it came
let connected = false;
let isComplete = false; // all bars up to now have been read
let problem = ""; // why nothing of the market comes

function show(state, words) {
  document.body.dataset.state = state;
  byId("status").textContent = words;
}

/** Say what the latest quote tells of the market, now that some time has passed since. */
function judge() {
  if (!connected || !isComplete || quote === null) {
    return;
  }
  const { data, came } = quote;
  if (problem) {
    show("stale", `Not live · ${problem}`);
  } else if (data.stale) {
    const known = data.age_ms !== null;
    const age = known ? ageWords(data.age_ms + performance.now() - came) : "";
    show("stale", known ? `Stale · last quote ${age} ago` : "Stale · no quote yet");
  } else if (data.approximate) {
    show("streaming", "Streaming · approximate");
  } else {
    show("streaming", "Streaming");
  }
}

function showQuote(write) {
  const { bid, bid_size, ask, ask_size, last } = quote.data;
  const price = (text) => (text === null ? "—" : write(Number(text)));
  byId("quote").textContent =
    `${bid_size} × ${price(bid)}  |  ${price(ask)} × ${ask_size}    last ${price(last)}`;
}

function streamedBar(data) {
  const [open, high, low, close, volume] = [
    ...[data.open, data.high, data.low, data.close, data.volume],
  ].map(Number);
  return { time: Date.parse(data.start) / 1000, open, high, low, close, volume };
}

/** One symbol on the chart, from its history to the end of the connection and on. */
class Session {
  #symbol;
  #picture;
  #write;
  #waiting = []; // bars that came before their history
  #readingMarks = null;
  #marksAgain = false;

  constructor(symbol) {
    this.#symbol = symbol;
    this.#write = priceWriter(symbol);
    const hasDays = /\D$/.test(resolution);
    this.#picture = new Picture(byId("chart"), byId("legend"), symbol, {
      price: this.#write,
      time: timeWriter(symbol.timezone, hasDays),
      hasDays,
      older: (before) => feed.bars(symbol.ticker, resolution, OLDER_BARS, before),
      drawn: (bars, fills) => {
        byId("counts").textContent = `${counted(bars, "bar")} · ${counted(fills, "fill")}`;
      },
    });
    byId("zone").textContent = hasDays ? "trade dates" : symbol.timezone;
  }

  /** Follow the market until the connection ends. */
  async follow() {
    const { ticker } = this.#symbol;
    const channels = [`quotes:${ticker}`, `marks:${ticker}`, `bars:${ticker}:${resolution}`];
    this.#waiting = [];
    isComplete = false;
    problem = "";
    await feed.follow(channels, () => this.#catchUp(), (message) => this.#hear(message));
  }

  async #catchUp() {
    connected = true;
    const { ticker } = this.#symbol;
    this.#picture.replaceBars(await feed.bars(ticker, resolution, FIRST_BARS));
    this.#waiting.forEach((bar) => this.#picture.update(bar));
    this.#waiting = null;
    await this.#readMarks();
    isComplete = true;
    judge();
  }

  #hear({ channel = "", data, error }) {
    if (error) {
      problem = error.message;
      judge();
      return;
    }
    switch (channel.split(":")[0]) {
      case "quotes":
        quote = { data, came: performance.now() };
        showQuote(this.#write);
        judge();
        break;
      case "bars":
        if (this.#waiting) {
          this.#waiting.push(streamedBar(data));
        } else {
          this.#picture.update(streamedBar(data));
        }
        break;
      case "marks": // the stream tells when it was, the feed at which bar
        this.#readMarks().catch(() => {}); // read again with the next connection
    }
  }

  /** Read the marks; once more where some came meanwhile. */
  async #readMarks() {
    this.#marksAgain = true;
    this.#readingMarks ??= this.#readMarksUntilDone().finally(() => {
      this.#readingMarks = null;
    });
    await this.#readingMarks;
  }

  async #readMarksUntilDone() {
    while (this.#marksAgain) {
      this.#marksAgain = false;
      const { ticker } = this.#symbol;
      this.#picture.mark(await feed.marks(ticker, resolution));
    }
  }
}

/** Go on for good: a connection that ends is opened anew, what was missed is read. */
async function keepUp(session) {
  for (let failures = 0; ; failures += 1) {
    const began = performance.now();
    let why = "the connection ended";
    try {
      await session.follow();
    } catch (error) {
      if (error instanceof Refused) {
        throw error;
      }
      why = "no answer from the engine";
    }
    connected = false;
    show("disconnected", `Disconnected · ${why}, trying again`);
    failures = performance.now() - began > 10_000 ? 0 : failures;
    const pause = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)];
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

function addressOf(symbol, length) {
  return `/chart?${new URLSearchParams({ symbol, resolution: length })}${location.hash}`;
}

function offerResolutions(symbol, lengths) {
  const links = lengths.map((length) => {
    const link = document.createElement("a");
    link.href = addressOf(symbol, length);
    link.textContent = RESOLUTION_NAMES[length] ?? `${length}m`;
    if (length === resolution) {
      link.setAttribute("aria-current", "true");
    }
    return link;
  });
  byId("resolutions").replaceChildren(...links);
}

function letSymbolBeChosen() {
  byId("choose").addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(addressOf(byId("symbol").value.trim(), resolution));
  });
  byId("symbol").addEventListener("input", async ({ target }) => {
    const found = await feed.search(target.value).catch(() => []);
    byId("found").replaceChildren(
      ...found.map(({ symbol, description }) => new Option(description, symbol)),
    );
  });
}

/** Read what has to be known first, however long the engine takes to answer. */
async function patiently(read) {
  for (let failures = 0; ; failures += 1) {
    try {
      return await read();
    } catch (error) {
      if (error instanceof Refused) {
        throw error;
      }
      show("disconnected", "Disconnected · no answer from the engine, trying again");
      const pause = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)];
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

async function run() {
  letSymbolBeChosen();
  if (!token) {
    throw new Refused("The address lacks its token: open the page by ./packaging/run chart");
  }
  const name = wanted.get("symbol") ?? "";
  const config = await patiently(() => feed.config());
  byId("source").textContent = SOURCE_NAMES[config.source] ?? config.source;
  if (!name) {
    throw new Refused("Type a symbol at the top left");
  }
  const symbol = await patiently(() => feed.symbol(name));
  byId("symbol").value = symbol.ticker;
  document.title = `${symbol.ticker} ${resolution} · TraderTerminal`;
  offerResolutions(symbol.ticker, config.supported_resolutions);
  setInterval(judge, 1000);
  await keepUp(new Session(symbol));
}

run().catch((error) => show("refused", error.message));

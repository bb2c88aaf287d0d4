/** What is drawn: candles, volume, own fills, and the figures of the bar under the pointer. */

import { decimalsOf } from "/chart/words.js";

const { CandlestickSeries, HistogramSeries, createChart, createSeriesMarkers, TickMarkType } =
  window.LightweightCharts;

// Of 255, in hexadecimal.
const VOLUME_ALPHA = "47";
const GRID_ALPHA = "8c";
const OLDER_WITHIN = 50; // bars from the first one

const styles = getComputedStyle(document.documentElement);
const colour = (name) => styles.getPropertyValue(`--${name}`).trim();

export class Picture {
  #bars = [];
  #marksAt = new Map(); // the marks of each bar, by its time, those of bars not read yet too
  #chart;
  #candles;
  #volume;
  #markers;
  #legend;
  #words;
  #isReadingOlder = false;
  #hasOlder = true;
  #pointed = null; // the time of the bar under the pointer

  /**
   * Draw into `place`. `words` holds what writes prices and times, `older`, which reads bars before
   * a time, and `drawn`, which is told how many bars and fills there are.
   */
  constructor(place, legend, symbol, words) {
    this.#legend = legend;
    this.#words = words;
    this.#chart = createChart(place, options(words));
    const minMove = symbol.minmov / symbol.pricescale;
    this.#candles = this.#chart.addSeries(CandlestickSeries, {
      upColor: colour("up"),
      downColor: colour("down"),
      wickUpColor: colour("up"),
      wickDownColor: colour("down"),
      borderVisible: false,
      priceFormat: symbol.fractional
        ? { type: "custom", formatter: words.price, minMove }
        : { type: "price", precision: decimalsOf(symbol.pricescale), minMove },
    });
    this.#volume = this.#chart.addSeries(HistogramSeries, {
      priceScaleId: "volume",
      priceFormat: { type: "volume" },
      lastValueVisible: false,
      priceLineVisible: false,
    });
    this.#chart.priceScale("volume").applyOptions({ scaleMargins: { top: 0.84, bottom: 0 } });
    this.#candles.priceScale().applyOptions({ scaleMargins: { top: 0.08, bottom: 0.2 } });
    this.#markers = createSeriesMarkers(this.#candles, []);
    this.#chart.subscribeCrosshairMove(({ time }) => {
      this.#pointed = time ?? null;
      this.#describe();
    });
    this.#chart.timeScale().subscribeVisibleLogicalRangeChange((range) => {
      if (range !== null && range.from < OLDER_WITHIN) {
        this.#readOlder();
      }
    });
  }

  /** Take `bars` for the latest ones there are; older ones that reach up to them stay. */
  replaceBars(bars) {
    const first = bars[0]?.time ?? 0;
    const reaches = this.#bars.length > 0 && this.#bars.at(-1).time >= first;
    const kept = reaches ? this.#bars.filter((bar) => bar.time < first) : [];
    this.#hasOlder = true;
    this.#take([...kept, ...bars]);
  }

  /** Take in a bar that has changed or begun. */
  update(bar) {
    const last = this.#bars.at(-1);
    if (last && bar.time < last.time) {
      const index = this.#bars.findLastIndex((one) => one.time === bar.time);
      if (index >= 0) {
        this.#bars[index] = bar;
        this.#candles.update(bar, true);
        this.#volume.update(volumeOf(bar), true);
      }
    } else {
      this.#bars.splice(last?.time === bar.time ? -1 : this.#bars.length, 1, bar);
      this.#candles.update(bar);
      this.#volume.update(volumeOf(bar));
    }
    this.#describe();
  }

  /** Take `marks` for all own fills. */
  mark(marks) {
    this.#marksAt = Map.groupBy(marks, (mark) => mark.time);
    this.#drawMarks();
  }

  /** Draw the marks of the bars that are there, those of one side at one bar as one. */
  #drawMarks() {
    const markers = [];
    for (const [time, atBar] of this.#marksDrawn()) {
      for (const [label, ofSide] of Map.groupBy(atBar, (mark) => mark.label)) {
        const bought = label === "B";
        markers.push({
          time,
          position: bought ? "belowBar" : "aboveBar",
          shape: bought ? "arrowUp" : "arrowDown",
          color: colour(bought ? "buy" : "sell"),
          text: ofSide.length > 1 ? `${ofSide.length} ${label}` : label,
        });
      }
    }
    this.#markers.setMarkers(markers);
    this.#describe();
  }

  #marksDrawn() {
    const first = this.#bars[0]?.time ?? Infinity;
    return [...this.#marksAt].filter(([time]) => time >= first);
  }

  async #readOlder() {
    if (this.#isReadingOlder || !this.#hasOlder || this.#bars.length === 0) {
      return;
    }
    this.#isReadingOlder = true;
    try {
      const [first] = this.#bars;
      const older = await this.#words.older(first.time);
      if (first.time === this.#bars[0].time) {
        this.#hasOlder = older.length > 0;
        this.#take([...older, ...this.#bars]);
      }
    } catch {
      this.#hasOlder = false; // until the bars are read anew, which every connection does
    } finally {
      this.#isReadingOlder = false;
    }
  }

  #take(bars) {
    this.#bars = bars;
    this.#candles.setData(bars);
    this.#volume.setData(bars.map(volumeOf));
    this.#drawMarks();
  }

  /** Write the figures of the bar under the pointer, else of the last one, and its fills. */
  #describe() {
    const pointed = this.#pointed;
    const under = pointed === null ? null : this.#bars.findLast((one) => one.time === pointed);
    const bar = under ?? this.#bars.at(-1);
    const fills = this.#marksDrawn().reduce((sum, [, marks]) => sum + marks.length, 0);
    this.#words.drawn(this.#bars.length, fills);
    if (!bar) {
      this.#legend.textContent = "No bars";
      return;
    }
    const { price, time } = this.#words;
    const figures = [
      ...["open", "high", "low", "close"].map((n) => `${n[0].toUpperCase()} ${price(bar[n])}`),
      `V ${bar.volume.toLocaleString("en-US")}`,
    ];
    const marks = (this.#marksAt.get(bar.time) ?? []).map((mark) => mark.text);
    this.#legend.textContent = [[time.moment(bar.time), ...figures].join("  "), ...marks].join("\n");
  }
}

function volumeOf(bar) {
  const direction = bar.close >= bar.open ? "up" : "down";
  return { time: bar.time, value: bar.volume, color: colour(direction) + VOLUME_ALPHA };
}

function options({ price, time, hasDays }) {
  const grid = colour("line1") + GRID_ALPHA;
  const line = { color: colour("accent"), labelBackgroundColor: colour("sel"), style: 2 };
  return {
    autoSize: true,
    layout: {
      attributionLogo: false, // its style is not ours to let in; the page's foot has the notice
      background: { color: colour("bg1") },
      textColor: colour("t3"),
      fontSize: 11,
      fontFamily: getComputedStyle(document.body).fontFamily,
    },
    grid: { vertLines: { color: grid }, horzLines: { color: grid } },
    crosshair: { vertLine: line, horzLine: line },
    rightPriceScale: { borderColor: colour("line2") },
    timeScale: {
      borderColor: colour("line2"),
      timeVisible: !hasDays,
      secondsVisible: false,
      rightOffset: 8,
      tickMarkFormatter: (at, kind) =>
        hasDays || kind < TickMarkType.Time ? time.date(at) : time.clock(at),
    },
    localization: { priceFormatter: price, timeFormatter: time.moment },
  };
}

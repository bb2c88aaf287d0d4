"""What the indicators call themselves, their settings and their lines, for translators."""

from typing import Final

from traderterminal.kit.language import mark, translate

#: Each name of the catalogue; indicators of the trader's own have theirs.
INDICATOR_WORDS: Final = (
    mark("Indicator", "Moving averages"),
    mark("Indicator", "Momentum"),
    mark("Indicator", "Volatility"),
    mark("Indicator", "Volume"),
    mark("Indicator", "Trend"),
    mark("Indicator", "Levels"),
    mark("Indicator", "Profiles"),
    mark("Indicator", "Simple moving average"),
    mark("Indicator", "Length"),
    mark("Indicator", "Source"),
    mark("Indicator", "Exponential moving average"),
    mark("Indicator", "Weighted moving average"),
    mark("Indicator", "Hull moving average"),
    mark("Indicator", "Wilder's moving average"),
    mark("Indicator", "Triangular moving average"),
    mark("Indicator", "Double exponential moving average"),
    mark("Indicator", "Triple exponential moving average"),
    mark("Indicator", "Volume-weighted moving average"),
    mark("Indicator", "Kaufman's adaptive moving average"),
    mark("Indicator", "Fast"),
    mark("Indicator", "Slow"),
    mark("Indicator", "Relative strength index"),
    mark("Indicator", "Stochastic RSI"),
    mark("Indicator", "RSI length"),
    mark("Indicator", "Stochastic length"),
    mark("Indicator", "%K smoothing"),
    mark("Indicator", "%D smoothing"),
    mark("Indicator", "Stochastic"),
    mark("Indicator", "Williams %R"),
    mark("Indicator", "Fast length"),
    mark("Indicator", "Slow length"),
    mark("Indicator", "Signal length"),
    mark("Indicator", "Signal"),
    mark("Indicator", "Histogram"),
    mark("Indicator", "Percentage price oscillator"),
    mark("Indicator", "Commodity channel index"),
    mark("Indicator", "Rate of change"),
    mark("Indicator", "Ultimate oscillator"),
    mark("Indicator", "Middle length"),
    mark("Indicator", "Chande momentum oscillator"),
    mark("Indicator", "True range"),
    mark("Indicator", "Average true range"),
    mark("Indicator", "Standard deviation"),
    mark("Indicator", "Deviation"),
    mark("Indicator", "Bollinger bands"),
    mark("Indicator", "Standard deviations"),
    mark("Indicator", "Middle"),
    mark("Indicator", "Upper"),
    mark("Indicator", "Lower"),
    mark("Indicator", "Bollinger %B"),
    mark("Indicator", "Bollinger bandwidth"),
    mark("Indicator", "Bandwidth"),
    mark("Indicator", "Keltner channel"),
    mark("Indicator", "Multiplier"),
    mark("Indicator", "ATR length"),
    mark("Indicator", "Form"),
    mark("Indicator", "Donchian channel"),
    mark("Indicator", "Choppiness index"),
    mark("Indicator", "Choppiness"),
    mark("Indicator", "Average"),
    mark("Indicator", "Period"),
    mark("Indicator", "Inner bands"),
    mark("Indicator", "Outer bands"),
    mark("Indicator", "Upper 1"),
    mark("Indicator", "Lower 1"),
    mark("Indicator", "Upper 2"),
    mark("Indicator", "Lower 2"),
    mark("Indicator", "Anchored VWAP"),
    mark("Indicator", "Anchor"),
    mark("Indicator", "On-balance volume"),
    mark("Indicator", "Cumulative volume delta"),
    mark("Indicator", "Since"),
    mark("Indicator", "Money flow index"),
    mark("Indicator", "Chaikin money flow"),
    mark("Indicator", "Accumulation/distribution"),
    mark("Indicator", "Chaikin oscillator"),
    mark("Indicator", "Oscillator"),
    mark("Indicator", "Directional movement (ADX)"),
    mark("Indicator", "ADX smoothing"),
    mark("Indicator", "Aroon"),
    mark("Indicator", "Down"),
    mark("Indicator", "Vortex"),
    mark("Indicator", "Ichimoku cloud"),
    mark("Indicator", "Conversion length"),
    mark("Indicator", "Base length"),
    mark("Indicator", "Span B length"),
    mark("Indicator", "Displacement"),
    mark("Indicator", "Conversion (Tenkan)"),
    mark("Indicator", "Base (Kijun)"),
    mark("Indicator", "Leading span A (Senkou A)"),
    mark("Indicator", "Leading span B (Senkou B)"),
    mark("Indicator", "Lagging span (Chikou)"),
    mark("Indicator", "Linear regression channel"),
    mark("Indicator", "Slope"),
    mark("Indicator", "Supertrend"),
    mark("Indicator", "Rising"),
    mark("Indicator", "Falling"),
    mark("Indicator", "Parabolic SAR"),
    mark("Indicator", "Start"),
    mark("Indicator", "Increment"),
    mark("Indicator", "Maximum"),
    mark("Indicator", "ZigZag"),
    mark("Indicator", "Reversal (%)"),
    mark("Indicator", "Last turn"),
    mark("Indicator", "Bar of the turn"),
    mark("Indicator", "Leg's end"),
    mark("Indicator", "Bar of the leg's end"),
    mark("Indicator", "Pivot points"),
    mark("Indicator", "Previous day's levels"),
    mark("Indicator", "Previous open"),
    mark("Indicator", "Previous high"),
    mark("Indicator", "Previous low"),
    mark("Indicator", "Previous close"),
    mark("Indicator", "Open"),
    mark("Indicator", "Session high and low"),
    mark("Indicator", "High"),
    mark("Indicator", "Low"),
    mark("Indicator", "Initial balance"),
    mark("Indicator", "Minutes"),
    mark("Indicator", "Opening range"),
    mark("Indicator", "Volume profile, bars in view"),
    mark("Indicator", "Rows"),
    mark("Indicator", "Volume profile, fixed range"),
    mark("Indicator", "From"),
    mark("Indicator", "Until"),
    mark("Indicator", "Volume profile, each session"),
    mark("Indicator", "close"),
    mark("Indicator", "open"),
    mark("Indicator", "high"),
    mark("Indicator", "low"),
    mark("Indicator", "median"),
    mark("Indicator", "typical"),
    mark("Indicator", "average"),
    mark("Indicator", "raschke"),
    mark("Indicator", "keltner"),
    mark("Indicator", "session"),
    mark("Indicator", "day"),
    mark("Indicator", "week"),
    mark("Indicator", "month"),
    mark("Indicator", "always"),
    mark("Indicator", "classic"),
    mark("Indicator", "fibonacci"),
    mark("Indicator", "camarilla"),
)

#: Each paragraph of what the catalogue says of an indicator.
EXPLANATIONS: Final = (
    mark(
        "Indicator",
        "The mean of the last prices.",
    ),
    mark(
        "Indicator",
        "The newest price weighs 2 ÷ (length + 1), all before it the rest.",
    ),
    mark(
        "Indicator",
        "P. N. Haurlan, Measuring Trend Values (1968). It begins with a simple average.",
    ),
    mark(
        "Indicator",
        "Weights fall in equal steps from the newest price to the oldest.",
    ),
    mark(
        "Indicator",
        "The weighted average of √length of 2 × WMA(length ÷ 2) − WMA(length).",
    ),
    mark(
        "Indicator",
        "Alan Hull, The Hull Moving Average (2005). Halves and roots are rounded down.",
    ),
    mark(
        "Indicator",
        "The newest price weighs 1 ÷ length.",
    ),
    mark(
        "Indicator",
        "J. Welles Wilder, New Concepts in Technical Trading Systems (1978). It begins"
        " with a simple average.",
    ),
    mark(
        "Indicator",
        "A simple average of a simple average: the middle of the window weighs most.",
    ),
    mark(
        "Indicator",
        "2 × EMA − EMA of EMA.",
    ),
    mark(
        "Indicator",
        "Patrick Mulloy, Smoothing Data with Faster Moving Averages, Technical Analysis"
        " of Stocks & Commodities, January 1994.",
    ),
    mark(
        "Indicator",
        "3 × EMA − 3 × EMA of EMA + EMA of EMA of EMA.",
    ),
    mark(
        "Indicator",
        "Patrick Mulloy, Smoothing Data with Less Lag, Technical Analysis of Stocks &"
        " Commodities, February 1994.",
    ),
    mark(
        "Indicator",
        "The mean price of the last bars, each weighing its volume; none where nothing traded.",
    ),
    mark(
        "Indicator",
        "It follows fast where the price goes straight and hardly where it wanders.",
    ),
    mark(
        "Indicator",
        "Perry Kaufman, Smarter Trading (1995): efficiency is the way made in `length`"
        " bars over the way gone; the weight is the square of what lies that far between"
        " those of a slow and a fast exponential average. It begins at the price before"
        " the first value.",
    ),
    mark(
        "Indicator",
        "What the price gained, in percent of what it gained and lost, both by Wilder's average.",
    ),
    mark(
        "Indicator",
        "J. Welles Wilder, New Concepts in Technical Trading Systems (1978). None while"
        " it stands still.",
    ),
    mark(
        "Indicator",
        "Where the RSI stands between its own extremes, smoothed, and the average of that.",
    ),
    mark(
        "Indicator",
        "Tushar Chande and Stanley Kroll, The New Technical Trader (1994); charts smooth"
        " %K as well.",
    ),
    mark(
        "Indicator",
        "Where the close stands between the extremes of the last bars, smoothed, and its average.",
    ),
    mark(
        "Indicator",
        "George Lane, Lane's Stochastics, Technical Analysis of Stocks & Commodities,"
        " May 1984. Smoothed over 1 it is the fast one, over 3 the slow one, both by"
        " simple averages. None where the extremes are one price.",
    ),
    mark(
        "Indicator",
        "How far the close lies under the highest high, in percent of the range: 0 to −100.",
    ),
    mark(
        "Indicator",
        "Larry Williams, How I Made One Million Dollars Last Year Trading Commodities (1973).",
    ),
    mark(
        "Indicator",
        "The distance of two exponential averages, its own average, and how far apart these are.",
    ),
    mark(
        "Indicator",
        "Gerald Appel, The Moving Average Convergence-Divergence Trading Method (1979).",
    ),
    mark(
        "Indicator",
        "MACD in percent of the slow average, so that symbols can be compared.",
    ),
    mark(
        "Indicator",
        "Gerald Appel's; exponential averages, as charts have it. None where the average"
        " is not positive.",
    ),
    mark(
        "Indicator",
        "How far the typical price is from its average, in 0.015 mean distances from it.",
    ),
    mark(
        "Indicator",
        "Donald Lambert, Commodity Channel Index, Commodities, October 1980. None where"
        " prices stand still. The mean distance takes a step a bar looked back, hence its"
        " limit.",
    ),
    mark(
        "Indicator",
        "The change over `length` bars in percent; none from a price that is not positive.",
    ),
    mark(
        "Indicator",
        "The change over `length` bars.",
    ),
    mark(
        "Indicator",
        "The change of a triple exponential average from bar to bar, in percent.",
    ),
    mark(
        "Indicator",
        "Jack Hutson, Good TRIX, Technical Analysis of Stocks & Commodities, July 1983.",
    ),
    mark(
        "Indicator",
        "How much of the true range was bought, over three lengths that weigh 4, 2 and 1.",
    ),
    mark(
        "Indicator",
        "Larry Williams, The Ultimate Oscillator, Technical Analysis of Stocks &"
        " Commodities, April 1985.",
    ),
    mark(
        "Indicator",
        "Gains less losses in percent of both, over `length` bars: −100 to 100.",
    ),
    mark(
        "Indicator",
        "Tushar Chande and Stanley Kroll, The New Technical Trader (1994): plain sums.",
    ),
    mark(
        "Indicator",
        "How far the price went since the previous close, gap included.",
    ),
    mark(
        "Indicator",
        "J. Welles Wilder, New Concepts in Technical Trading Systems (1978). The first"
        " bar's is its own range.",
    ),
    mark(
        "Indicator",
        "Wilder's average of the true range.",
    ),
    mark(
        "Indicator",
        "J. Welles Wilder, New Concepts in Technical Trading Systems (1978).",
    ),
    mark(
        "Indicator",
        "The root of the mean square distance from the average, of a population.",
    ),
    mark(
        "Indicator",
        "A simple average and lines some standard deviations of a population above and below.",
    ),
    mark(
        "Indicator",
        "John Bollinger, Bollinger on Bollinger Bands (2001).",
    ),
    mark(
        "Indicator",
        "Where the price stands between the bands: 0 is the lower one, 1 the upper.",
    ),
    mark(
        "Indicator",
        "John Bollinger, Bollinger on Bollinger Bands (2001). None where the bands are one line.",
    ),
    mark(
        "Indicator",
        "The distance of the bands in percent of the average; none where that is not positive.",
    ),
    mark(
        "Indicator",
        "An exponential average and lines some average true ranges above and below.",
    ),
    mark(
        "Indicator",
        "Linda Bradford Raschke's form of the 1980s, which charts show; Chester"
        " Keltner's own (How to Make Money in Commodities, 1960) is the choice `keltner`:"
        " simple averages of the typical price and of the bar's range.",
    ),
    mark(
        "Indicator",
        "The highest high, the lowest low and their middle. Richard Donchian's four-week rule.",
    ),
    mark(
        "Indicator",
        "How much of its way the price wasted: 100 is all of it, 0 none.",
    ),
    mark(
        "Indicator",
        "E. W. Dreiss: 100 × log10(sum of true ranges ÷ (highest − lowest)) ÷ log10(length).",
    ),
    mark(
        "Indicator",
        "The lots traded and their average.",
    ),
    mark(
        "Indicator",
        "Volume-weighted average price since the day began, and standard deviations around it.",
    ),
    mark(
        "Indicator",
        "S. Berkowitz, D. Logue and E. Noser, The Total Cost of Transactions on the"
        " NYSE, Journal of Finance (1988). Of each bar the source price, which is the"
        " typical one; squares are weighted by volume too. None before anything traded.",
    ),
    mark(
        "Indicator",
        "Volume-weighted average price since an instant that the trader picked.",
    ),
    mark(
        "Indicator",
        "Brian Shannon, Maximum Trading Gains with Anchored VWAP (2022). From the first"
        " bar that starts then or later.",
    ),
    mark(
        "Indicator",
        "Volume added where the close rose and taken off where it fell, since the first bar.",
    ),
    mark(
        "Indicator",
        "Joseph Granville, New Key to Stock Market Profits (1963). It begins at zero.",
    ),
    mark(
        "Indicator",
        "What buyers took less what sellers gave, added up since the day or all began.",
    ),
    mark(
        "Indicator",
        "Only where the feed says who crossed the spread: it is not guessed from prices.",
    ),
    mark(
        "Indicator",
        "Money traded at rising typical prices, in percent of that at rising and falling ones.",
    ),
    mark(
        "Indicator",
        "Gene Quong and Avrum Soudack, Volume-Weighted RSI: Money Flow, Technical"
        " Analysis of Stocks & Commodities, March 1989. None while nothing flows.",
    ),
    mark(
        "Indicator",
        "Volume by the close's place in its bar, over all volume: −1 to 1.",
    ),
    mark(
        "Indicator",
        "Marc Chaikin's.",
    ),
    mark(
        "Indicator",
        "Volume by the close's place in its bar, added up since the first bar.",
    ),
    mark(
        "Indicator",
        "Marc Chaikin's accumulation/distribution line.",
    ),
    mark(
        "Indicator",
        "The distance of two exponential averages of the accumulation/distribution line.",
    ),
    mark(
        "Indicator",
        "How much of the true range went up and down, and how one-sided that is on average.",
    ),
    mark(
        "Indicator",
        "J. Welles Wilder, New Concepts in Technical Trading Systems (1978): +DI, −DI and ADX.",
    ),
    mark(
        "Indicator",
        "How lately the highest high and the lowest low were: 100 is now, 0 `length` bars ago.",
    ),
    mark(
        "Indicator",
        "Tushar Chande, A Time Price Oscillator, Technical Analysis of Stocks &"
        " Commodities, September 1995. Of equal extremes the latest counts.",
    ),
    mark(
        "Indicator",
        "How far highs reach above the lows before, and lows below the highs, in true ranges.",
    ),
    mark(
        "Indicator",
        "Etienne Botes and Douglas Siepman, The Vortex Indicator, Technical Analysis of"
        " Stocks & Commodities, January 2010.",
    ),
    mark(
        "Indicator",
        "Middles of the range over three lengths; two of them ahead as a cloud, the close behind.",
    ),
    mark(
        "Indicator",
        "Goichi Hosoda (Ichimoku Sanjin), Ichimoku Kinko Hyo (1969). The bar itself"
        " counts as the first of those that lines are displaced by.",
    ),
    mark(
        "Indicator",
        "The end of the straight line of least squares through the last prices, and its spread.",
    ),
    mark(
        "Indicator",
        "Gilbert Raff's channel (Technical Analysis of Stocks & Commodities, October"
        " 1991) with standard deviations of the distances in place of the largest one."
        " `slope` is the line's rise a bar: the channel at a bar begins `length` − 1 bars"
        " before it, that many slopes lower.",
    ),
    mark(
        "Indicator",
        "A stop some average true ranges from the middle of the bar that only follows the trend.",
    ),
    mark(
        "Indicator",
        "Olivier Seban's. It begins falling, turns where a close is beyond it, and is"
        " told as two lines of which one has a value.",
    ),
    mark(
        "Indicator",
        "A stop that nears the price the faster the more new extremes the trend makes.",
    ),
    mark(
        "Indicator",
        "J. Welles Wilder, New Concepts in Technical Trading Systems (1978). He begins"
        " with a trade that is on; charts begin at the second bar, long where it closed"
        " higher, with the extreme of the first as the stop, and so does this. TA-Lib"
        " begins by the two bars' directional movement.",
    ),
    mark(
        "Indicator",
        "The turns of the price, of which each lies some percent from the one before.",
    ),
    mark(
        "Indicator",
        "Arthur Merrill, Filtered Waves (1977). Nothing is redrawn: `pivot` is the last"
        " turn that is sure at a bar and `pivot_bar` which bar that was, counted from the"
        " first; `extreme` and `extreme_bar` are the end of the leg under way. `vertices`"
        " makes the line of them.",
    ),
    mark(
        "Indicator",
        "Levels reckoned from the high, low and close of the period before.",
    ),
    mark(
        "Indicator",
        "`classic` is the floor traders' (R3 = H + 2 × (P − L), R4 = R3 + H − L),"
        " `fibonacci` puts 0.382, 0.618 and 1 ranges around the pivot, `camarilla` (Nick"
        " Scott, 1989) 1.1 ranges ÷ 12, 6, 4 and 2 around the close. Fibonacci's have no"
        " fourth level.",
    ),
    mark(
        "Indicator",
        "Open, high, low and close of the period before, and the open of this one.",
    ),
    mark(
        "Indicator",
        "Highest and lowest price of the period so far, and their middle.",
    ),
    mark(
        "Indicator",
        "High and low of the regular session's first hour.",
    ),
    mark(
        "Indicator",
        "J. Peter Steidlmayer's Market Profile (Chicago Board of Trade, 1985).",
    ),
    mark(
        "Indicator",
        "High and low of the regular session's first minutes.",
    ),
    mark(
        "Indicator",
        "Toby Crabel, Day Trading with Short Term Price Patterns and Opening Range"
        " Breakout (1990).",
    ),
)


def indicator_words(name: str) -> str:
    """Return a name in the language of the screen; one that is the trader's own stays."""
    return translate("Indicator", name)


def explained(text: str) -> str:
    """Return what the catalogue says of an indicator, in the language of the screen."""
    paragraphs = (" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
    return "\n\n".join(indicator_words(paragraph) for paragraph in paragraphs)

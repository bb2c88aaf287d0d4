"""All indicators by name: what the menu lists and settings are read with."""

from collections.abc import Mapping
from typing import Final

from traderterminal.market.indicators import (
    levels,
    momentum,
    moving_averages,
    reversals,
    trend,
    volatility,
    volume,
)
from traderterminal.market.indicators.indicator import Indicator, Setting

_ALL: Final[tuple[type[Indicator], ...]] = (
    moving_averages.SimpleAverage,
    moving_averages.ExponentialAverage,
    moving_averages.WeightedAverage,
    moving_averages.HullAverage,
    moving_averages.WilderAverage,
    moving_averages.TriangularAverage,
    moving_averages.DoubleExponentialAverage,
    moving_averages.TripleExponentialAverage,
    moving_averages.VolumeWeightedAverage,
    moving_averages.AdaptiveAverage,
    momentum.RelativeStrength,
    momentum.StochasticStrength,
    momentum.Stochastic,
    momentum.WilliamsRange,
    momentum.Convergence,
    momentum.PercentagePrice,
    momentum.CommodityChannel,
    momentum.RateOfChange,
    momentum.Momentum,
    momentum.TripleSmoothed,
    momentum.Ultimate,
    momentum.ChandeMomentum,
    volatility.TrueRange,
    volatility.AverageTrueRange,
    volatility.StandardDeviation,
    volatility.BollingerBands,
    volatility.BollingerPercent,
    volatility.BollingerWidth,
    volatility.KeltnerChannel,
    volatility.DonchianChannel,
    volatility.Choppiness,
    volume.Volume,
    volume.SessionWeightedPrice,
    volume.AnchoredWeightedPrice,
    volume.OnBalance,
    volume.CumulativeDelta,
    volume.MoneyFlow,
    volume.ChaikinMoneyFlow,
    volume.Accumulation,
    volume.ChaikinOscillator,
    trend.DirectionalMovement,
    trend.Aroon,
    trend.Vortex,
    trend.Ichimoku,
    trend.RegressionChannel,
    reversals.Supertrend,
    reversals.ParabolicStop,
    reversals.ZigZag,
    levels.Pivots,
    levels.PreviousLevels,
    levels.SessionExtremes,
    levels.InitialBalance,
    levels.OpeningRange,
)

#: In the order of the menu, family by family.
CATALOGUE: Final[Mapping[str, type[Indicator]]] = {kind.about.name: kind for kind in _ALL}


def make(name: str, settings: Mapping[str, Setting]) -> Indicator:
    """Return a new indicator; raises ValueError for an unknown name or unusable settings."""
    kind = CATALOGUE.get(name)
    if kind is None:
        raise ValueError(f"there is no indicator {name!r}")
    return kind(**settings)

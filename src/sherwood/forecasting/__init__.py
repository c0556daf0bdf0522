"""Room of forecasts: what demand to expect, how sure that is, and how good earlier forecasts were."""

from sherwood.forecasting.forecast import Ahead, Series, forecast
from sherwood.forecasting.regimes import NOTHING_KNOWN, Outlook, Regime, known
from sherwood.forecasting.steps import STEPS, Step

__all__ = ["NOTHING_KNOWN", "STEPS", "Ahead", "Outlook", "Regime", "Series", "Step", "forecast", "known"]

"""What became of forecasts."""

from countermove.forecasting.scores import EVEN_ODDS, Score, mean_score, quadratic_score

__all__ = ["EVEN_ODDS", "Score", "mean_score", "quadratic_score"]

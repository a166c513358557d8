"""What became of forecasts."""

from countermove.forecasting.scores import EVEN_ODDS, Score, mean_score, quadratic_score
from countermove.forecasting.standing import Standing, standings, today_of

__all__ = ["EVEN_ODDS", "Score", "Standing", "mean_score", "quadratic_score", "standings", "today_of"]

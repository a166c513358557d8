"""views: the conflict through the eyes of those who take part in it."""

from countermove.questions.views.beliefs import Belief
from countermove.questions.views.compute import BeliefOverReadings, Corrected, InEyes, InOwnViews, Views, views

__all__ = ["Belief", "BeliefOverReadings", "Corrected", "InEyes", "InOwnViews", "Views", "views"]

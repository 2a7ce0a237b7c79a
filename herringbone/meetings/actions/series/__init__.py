"""Meetings that come again: a series is called, made longer, changed or called off from one of its meetings on."""

from herringbone.meetings.actions.series.ending import withdraw_following
from herringbone.meetings.actions.series.following import change_following
from herringbone.meetings.actions.series.making import lengthen_series, plan_series
from herringbone.meetings.actions.series.moving import move_with_office

__all__ = ["change_following", "lengthen_series", "move_with_office", "plan_series", "withdraw_following"]

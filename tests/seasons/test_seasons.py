"""A year of newsrooms as they are, and what a documenter wants to be told of it.

The table was written before anybody looked at what health says. A documenter reads alarms with the morning's
coffee, knows the calendar, and follows dozens of outlets: what is told for nothing costs trust, what is
missed costs reports that nobody will find again.

- Ramadan begins, goes on, ends: hours move behind the breaking of the fast, a quarter less is printed:
  **nothing**: it comes each year to all; nothing can be done.
- The feasts: a third, half or none for three to six days, begun a day before or after Mecca's: **nothing**,
  for offices are closed.
- Single holidays, weekends of Friday, Friday and Saturday, Saturday and Sunday, Sunday: **nothing**:
  the same.
- Summer time, and Morocco's hour of Ramadan: **nothing**: an edition of 03:00 comes an hour earlier by
  our clock.
- A day in Gaza with much, one with nearly nothing: **nothing**: such is the place.
- A server is out for hours, also twice in a night: **at most one word, while it cannot be reached**: it is
  real, and over by itself. (At first: nothing. Two crawls that read nothing cannot know how long it lasts.)
- A feed that reorders, repeats, holds evergreens and items dated back; one of ten items that overruns:
  **nothing**: `/coverage` tells what a feed lost.
- One request in twelve is refused, always has been: **nothing**: asked again, they come.
- Four hours without internet on the mornings of exams: **nothing**: it is over before anybody could
  look.
- A war: ten times the usual for a week, then the usual again: **nothing**: the week after is no fall.
- A weekly skips an issue at a feast; a monthly prints once a month: **nothing**: their way.
- One that prints two pieces a week at random: **nothing**: nobody knows when the next is due.
- An outlet prints thrice a week from now on, not daily: **at most one word in the first three weeks**:
  true and new, but soon its way.
- A portal of a hundred a day stops in Ramadan: **`silent` within 48 hours** (or, added after a first look,
  `few` that becomes `silent`): a day without anything is not fasting; two are too much lost if its pages
  moved.
- A paper that comes whole at 03:00 is on strike: **`silent` within four days**: three editions missing;
  one may be a holiday nobody knew.
- A weekly ends: **`silent` within a day of the second Thursday without it (15 days after the last)**:
  one may be skipped.
- A paper of twelve a day is on strike, a Sunday may lie in it: **`silent` within three days and a half**,
  for two working days and a weekend.
- An agency prints a tenth: **`few` within two days**: a whole day must have passed.
- A server is down for two days: **`unreachable` within a day**: three crawls or four.
- More than half of the requests are refused: **`blocked` within two days**: it costs reports each day.
- An outlet dies slowly, a seventh less each week, until nothing comes: **once or some times (three at most)
  that little or nothing comes, at the latest within five weeks after the last**: it is a fact about the
  press, and each week's fall is none.
- A country is cut off for two days: servers there cannot be reached, those abroad have nothing new: **one
  alarm for the country within a day and a half, none for each outlet; over within a day**: it is the
  one thing that happened.

What is over is told within a day (two where whole days are counted or an edition must come).
"""

from datetime import UTC, datetime

from tests.seasons.year import outcome_of

# Around Ramadan and its feast: an edition of 03:00, a portal, weekends of three kinds, six days of closing.
SHORT = ("qahira", "masr", "bayrut", "quds", "atlas", "jidda")
SHORT_BEGIN, SHORT_END = datetime(2025, 1, 6, tzinfo=UTC), datetime(2025, 4, 14, tzinfo=UTC)


def test_ramadan_and_its_feast_alarm_nobody_and_a_portal_that_stops_meanwhile_is_told() -> None:
    outcomes, false = outcome_of(1, SHORT, SHORT_BEGIN, SHORT_END)
    assert [(one.wanted.kind, one.outcome) for one in outcomes] == [("portal stops in Ramadan", "right")]
    assert false == []

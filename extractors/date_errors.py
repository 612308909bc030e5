"""Why a text gives no date."""


class DateError(ValueError):
    """The text holds no date that is certain."""

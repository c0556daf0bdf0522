"""The calendar of England and Wales as these tests know it: written here again, so that they check the one shipped."""

from datetime import date

from sherwood.vocabulary.calendar import WorkingCalendar

ONE_OFF = {
    date(2011, 4, 29): "Royal wedding",
    date(2012, 6, 4): "Spring bank holiday (moved)",
    date(2012, 6, 5): "Diamond Jubilee",
    date(2020, 5, 8): "Early May bank holiday (VE Day)",
    date(2022, 6, 2): "Spring bank holiday (moved)",
    date(2022, 6, 3): "Platinum Jubilee",
    date(2022, 9, 19): "State funeral of Queen Elizabeth II",
    date(2023, 5, 8): "Coronation of King Charles III",
}
REMOVED = (date(2012, 5, 28), date(2020, 5, 4), date(2022, 5, 30))

ENGLAND_AND_WALES = WorkingCalendar(ONE_OFF, REMOVED)

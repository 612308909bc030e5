"""Countries by the names people type and read, for those that the catalogue's newsrooms are in."""

# Code: the Arabic name, the English one, other spellings that people search by.
NAMES: dict[str, tuple[str, ...]] = {
    "AE": ("الإمارات", "United Arab Emirates", "UAE", "Emirates"),
    "AU": ("أستراليا", "Australia"),
    "BH": ("البحرين", "Bahrain"),
    "CA": ("كندا", "Canada"),
    "DE": ("ألمانيا", "Germany"),
    "DJ": ("جيبوتي", "Djibouti"),
    "DZ": ("الجزائر", "Algeria"),
    "EG": ("مصر", "Egypt"),
    "FR": ("فرنسا", "France"),
    "GB": ("بريطانيا", "United Kingdom", "المملكة المتحدة", "Britain", "UK"),
    "IQ": ("العراق", "Iraq"),
    "JO": ("الأردن", "Jordan"),
    "KM": ("جزر القمر", "Comoros"),
    "KW": ("الكويت", "Kuwait"),
    "LB": ("لبنان", "Lebanon"),
    "LY": ("ليبيا", "Libya"),
    "MA": ("المغرب", "Morocco"),
    "MR": ("موريتانيا", "Mauritania"),
    "OM": ("عُمان", "Oman", "سلطنة عمان"),
    "PS": ("فلسطين", "Palestine"),
    "QA": ("قطر", "Qatar"),
    "RU": ("روسيا", "Russia"),
    "SA": ("السعودية", "Saudi Arabia"),
    "SD": ("السودان", "Sudan"),
    "SE": ("السويد", "Sweden"),
    "SO": ("الصومال", "Somalia"),
    "SY": ("سوريا", "Syria", "سورية"),
    "TN": ("تونس", "Tunisia"),
    "TR": ("تركيا", "Turkey", "Türkiye"),
    "US": ("الولايات المتحدة", "United States", "أمريكا", "USA"),
    "YE": ("اليمن", "Yemen"),
}


def code_named(name: str) -> str | None:
    """Give the code of the country that goes by this name in Arabic or English; None for another."""
    wanted = name.casefold()
    return next((code for code, names in NAMES.items() if wanted in map(str.casefold, names)), None)
